# Posts: floods, copies, link bait.

Import(rules=['models/frame.sml', 'models/post.sml'])

PostsTenMinutes: int = IncrementWindow(
  key=f'posts/{Did}',
  window_seconds=600,
  when_all=[EventType == 'app.bsky.feed.post.create'],
)
TextHash = HashSha256(input=CleanPost)
CopiesHour: int = IncrementWindow(
  key=f'text/{TextHash}',
  window_seconds=3600,
  when_all=[Length >= 20],
)
Bait = ListContains(list='bait', phrases=[CleanPost])
BaitWords = ResolveOptional(optional_value=Bait)

PostFlood = Rule(
  when_all=[PostsTenMinutes >= 20],
  description=f'{PostsTenMinutes} posts in ten minutes',
)

CopiedText = Rule(
  when_all=[CopiesHour >= 3],
  description=f'the same text was posted {CopiesHour} times in an hour',
)

LinkBait = Rule(
  when_all=[HasLink, Bait != None],
  description=f'a link and the words "{BaitWords}"',
)

EmojiWall = Rule(
  when_all=[EmojiCount >= 12],
  description=f'{EmojiCount} emoji in one post',
)

WhenRules(
  rules_any=[PostFlood, CopiedText],
  then=[
    DeclareVerdict(verdict='limit'),
    AtprotoLabel(entity=Did, label='spam', comment='posts the same or too much', expiration_in_hours=24),
  ],
)

WhenRules(
  rules_any=[LinkBait, EmojiWall],
  then=[LabelAdd(entity=Did, label='watch', expires_after=TimeDelta(hours=12))],
)
