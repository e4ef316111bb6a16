# Waves of accounts made yesterday that post links today.

Import(rules=['models/event.sml', 'models/text.sml'])

LinkPostsHour: int = IncrementWindow(
  key=f'link-posts/{UserId}',
  window_seconds=3600,
  when_all=[HasLink],
)
DomainByNewHour: int = IncrementWindow(
  key=f'domain-by-new/{Domain}',
  window_seconds=3600,
  when_all=[NewAccount, HasLink],
)
ScamPhrase = ListContains(list='scam_phrases', phrases=[CleanText])
Promise = ResolveOptional(optional_value=ScamPhrase)
KnownSpammer = HasLabel(entity=UserId, label='link_spam')

FloodsLinks = Rule(
  when_all=[NewAccount, LinkPostsHour >= 4],
  description=f'an account of {AgeHours} hours posts {LinkPostsHour} links in an hour',
)

# Many newcomers may share one link (a school class does). They do not all share it again and again.
JoinsLinkWave = Rule(
  when_all=[NewAccount, HasLink, DomainByNewHour >= 10, LinkPostsHour >= 2],
  description=f'{Domain} was posted {DomainByNewHour} times by new accounts in an hour',
)

ScamOffer = Rule(
  when_all=[NewAccount, HasLink, ScamPhrase != None],
  description=f'a new account promises "{Promise}" and posts a link',
)

SpamsAgain = Rule(
  when_all=[KnownSpammer, HasLink],
  description='an account labelled for link spam posts another link',
)

WhenRules(
  rules_any=[ScamOffer],
  then=[DeclareVerdict(verdict='challenge')],
)

WhenRules(
  rules_any=[FloodsLinks, JoinsLinkWave],
  then=[
    DeclareVerdict(verdict='hold'),
    LabelAdd(entity=UserId, label='link_spam', expires_after=TimeDelta(days=7)),
  ],
)

WhenRules(
  rules_any=[SpamsAgain],
  then=[DeclareVerdict(verdict='deny')],
)
