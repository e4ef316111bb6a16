# What the models of the demo read besides the words themselves.

Import(rules=['models/event.sml', 'models/text.sml'])

Followers: int = JsonData(path='$.actor.followers')

PostsInHour: int = Count(key=[UserId], window=TimeDelta(hours=1))
LinksInHour: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[HasLink])
DomainsInHour: int = CountUnique(of=Domain, key=[UserId], window=TimeDelta(hours=1), when_all=[HasLink])
