# Facts that every event carries.

EventType = GetActionName()

UserId: Entity[str] = EntityJson(type='User', path='$.actor.id')
Handle: str = JsonData(path='$.actor.handle')
JoinedAt: str = JsonData(path='$.actor.joined')
Followers: int = JsonData(path='$.actor.followers')

AgeSeconds: float = TimeSince(timestamp=JoinedAt)
AgeHours = AgeSeconds / 3600
NewAccount = AgeHours < 48

IpAddress: Entity[str] = EntityJson(type='Ip', path='$.client.ip')
