# Facts that every event carries.

EventType = GetActionName()

UserId: Entity[str] = EntityJson(type='User', path='$.actor.id')
JoinedAt: str = JsonData(path='$.actor.joined')

AgeSeconds: float = TimeSince(timestamp=JoinedAt)
AgeHours = AgeSeconds / 3600
NewAccount = AgeHours < 48

IpAddress: Entity[str] = EntityJson(type='Ip', path='$.client.ip')
