# Accounts that post faster than people do, and ones that post everywhere at once.

Import(rules=['models/event.sml', 'models/text.sml'])

# Declared features are kept with their entity, in the event's time, and count the event itself.
PostsHour: int = Count(key=[UserId], window=TimeDelta(hours=1))
DomainsDay: int = CountUnique(of=Domain, key=[UserId], window=TimeDelta(days=1), when_all=[HasLink])

# True once an hour, on the post that reaches the threshold.
Burst: bool = Crossed(value=PostsHour, threshold=30)

PostsInBursts = Rule(
  when_all=[Burst],
  description=f'{PostsHour} posts within an hour',
)

# Not sure yet how many people do this: recorded, and nothing is done.
LinksEverywhere = Rule(
  when_all=[HasLink, DomainsDay >= 8],
  description=f'links to {DomainsDay} sites within a day',
)

WhenRules(
  rules_any=[PostsInBursts],
  mode='review',
  owner='spam team',
  policy='spam.volume',
  then=[
    Enforce(action='slow_down', entity=UserId, max_per_hour=100),
    Review(queue='spam', entity=UserId),
  ],
)

WhenRules(
  rules_any=[LinksEverywhere],
  mode='shadow',
  owner='spam team',
  expires='2027-01-31',
  then=[LabelAdd(entity=UserId, label='link_spam', expires_after=TimeDelta(days=7))],
)
