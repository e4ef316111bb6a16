# Accounts that go away.

Import(rules=['models/frame.sml'])

Active: bool = JsonData(path='$.account.active')
Status: Optional[str] = JsonData(path='$.account.status', required=False)

TakenDown = Rule(
  when_all=[not Active, Status == 'takendown'],
  description='the account was taken down by its host',
)

WhenRules(
  rules_any=[TakenDown],
  then=[LabelAdd(entity=Did, label='taken_down')],
)
