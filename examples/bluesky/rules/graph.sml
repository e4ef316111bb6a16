# Likes, reposts, follows and blocks: too many to be a person's.

Import(rules=['models/frame.sml'])

FollowsTenMinutes: int = IncrementWindow(
  key=f'follows/{Did}',
  window_seconds=600,
  when_all=[EventType == 'app.bsky.graph.follow.create'],
)
LikesMinute: int = IncrementWindow(
  key=f'likes/{Did}',
  window_seconds=60,
  when_all=[EventType == 'app.bsky.feed.like.create'],
)
Subject: Optional[str] = JsonData(path='$.commit.record.subject.uri', required=False)
SubjectDid = DidFromUri(uri=Subject)

MassFollow = Rule(
  when_all=[FollowsTenMinutes >= 30],
  description=f'{FollowsTenMinutes} follows in ten minutes',
)

LikeBot = Rule(
  when_all=[LikesMinute >= 40],
  description=f'{LikesMinute} likes in a minute',
)

LikesOwnPost = Rule(
  when_all=[EventType == 'app.bsky.feed.like.create', SubjectDid == Did],
  description='an account likes its own post',
)

WhenRules(
  rules_any=[MassFollow, LikeBot],
  then=[
    DeclareVerdict(verdict='limit'),
    LabelAdd(entity=Did, label='automated', expires_after=TimeDelta(days=1)),
  ],
)

WhenRules(
  rules_any=[LikesOwnPost],
  then=[LabelAdd(entity=Did, label='watch', expires_after=TimeDelta(hours=12))],
)
