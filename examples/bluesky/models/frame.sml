# Facts of every frame.

EventType = GetActionName()

Did: Entity[str] = EntityJson(type='Account', path='$.did')
Kind: str = JsonData(path='$.kind')
