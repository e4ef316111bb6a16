# Accounts made in bulk.

Import(rules=['models/event.sml'])

SignUpsFromIpHour: int = IncrementWindow(
  key=f'sign-ups/{IpAddress}',
  window_seconds=3600,
  when_all=[EventType == 'sign_up'],
)

BulkSignUp = Rule(
  when_all=[SignUpsFromIpHour >= 5],
  description=f'{SignUpsFromIpHour} accounts were made from one address in an hour',
)

WhenRules(
  rules_any=[BulkSignUp],
  then=[
    DeclareVerdict(verdict='challenge'),
    LabelAdd(entity=UserId, label='bulk_made', expires_after=TimeDelta(days=3)),
  ],
)
