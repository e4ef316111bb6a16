# What the brigade detector says on behalf of the one who is attacked.

Victim: Entity[str] = EntityJson(type='User', path='$.receiver')
Why: str = JsonData(path='$.why')

BrigadeFound = Rule(when_all=[Why != ''], description=f'{Victim} is attacked: {Why}')

WhenRules(
  rules_any=[BrigadeFound],
  then=[LabelAdd(entity=Victim, label='under_attack', expires_after=TimeDelta(hours=24))],
)
