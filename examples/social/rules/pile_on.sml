# Brigades: many strangers, one target, within minutes.

Import(rules=['models/event.sml', 'models/text.sml'])

Target: Entity[str] = EntityJson(type='User', path='$.post.reply_to.author')
TargetFollowsAuthor: bool = JsonData(path='$.post.reply_to.follows_author')

Insult = ListContains(list='insults', phrases=[CleanText])

# Friends may be rude to each other.
Hostile = Insult != None and not TargetFollowsAuthor

HostileToTarget: int = IncrementWindow(
  key=f'hostile/{Target}',
  window_seconds=1800,
  when_all=[Hostile],
)
HostileFromUser: int = IncrementWindow(
  key=f'hostile/{Target}/{UserId}',
  window_seconds=1800,
  when_all=[Hostile],
)
UnderAttack = HasLabel(entity=Target, label='under_attack')

PileOn = Rule(
  when_all=[Hostile, HostileToTarget >= 6],
  description=f'{HostileToTarget} hostile replies to one person in half an hour',
)

KeepsInsulting = Rule(
  when_all=[Hostile, HostileFromUser >= 3],
  description=f'{HostileFromUser} hostile replies to one person by one account in half an hour',
)

StrangerInPileOn = Rule(
  when_all=[UnderAttack, Hostile],
  description='a hostile reply to a person who is being attacked',
)

WhenRules(
  rules_any=[PileOn],
  then=[
    LabelAdd(entity=Target, label='under_attack', expires_after=TimeDelta(hours=6)),
  ],
)

WhenRules(
  rules_any=[KeepsInsulting],
  then=[
    DeclareVerdict(verdict='limit'),
    LabelAdd(entity=UserId, label='brigading', expires_after=TimeDelta(days=2)),
  ],
)

WhenRules(
  rules_any=[StrangerInPileOn, PileOn],
  then=[
    DeclareVerdict(verdict='hold'),
    LabelAdd(entity=UserId, label='brigading', expires_after=TimeDelta(days=2)),
  ],
)
