# Two models that the demo trains on an evening of last week, one of accounts and one of words.

Import(rules=['models/event.sml', 'models/facts.sml', 'models/text.sml'])

BotScore: Optional[float] = ModelScore(model='bot', inputs=[AgeHours, Followers, PostsInHour, LinksInHour, DomainsInHour])
LikelyBot: bool = ModelAbove(score=BotScore, precision=0.95)

SpamScore: Optional[float] = ModelScore(model='spam', inputs=[Text])
LikelySpam: bool = ModelAbove(score=SpamScore, precision=0.95)

LooksLikeABot = Rule(
  when_all=[LikelyBot],
  description=f'{PostsInHour} posts an hour of an account of {AgeHours} hours are those of a bot',
)
ReadsLikeSpam = Rule(when_all=[LikelySpam], description=f'{UserId} writes what spam is made of')

WhenRules(rules_any=[LooksLikeABot], then=[Review(queue='spam', entity=UserId, score=BotScore)])
WhenRules(rules_any=[ReadsLikeSpam], then=[Review(queue='spam', entity=UserId, score=SpamScore)])
