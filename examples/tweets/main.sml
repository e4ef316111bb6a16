# Rules for tweet objects of the v1.1 API. `config/input.yaml` says where such an object keeps its
# identifier and its time, so that `harrier run` reads them as they are.

Author: Entity[str] = EntityJson(type='Account', path='$.user.id_str')
Text: str = JsonData(path='$.text')
Followers: int = JsonData(path='$.user.followers_count')
Verified: bool = JsonData(path='$.user.verified')
DefaultImage: bool = JsonData(path='$.user.default_profile_image')
ReplyTo: Optional[str] = JsonData(path='$.in_reply_to_status_id_str', required=False)
FirstUrl: Optional[str] = JsonData(path='$.entities.urls[*].expanded_url', required=False)

IsReply = ReplyTo != None
Doubt = RegexMatch(
  target=Text,
  pattern=r'\b(is (this|that|it) (true|real|confirmed)|source\?|fake|hoax|rumou?r|debunked)',
  case_insensitive=True,
)
Shouting = StringLength(s=Text) >= 40 and Text == StringToUpper(s=Text)
RepliesTenMinutes: int = IncrementWindow(
  key=f'replies/{Author}',
  window_seconds=600,
  when_all=[IsReply],
)

AsksForProof = Rule(
  when_all=[IsReply, Doubt],
  description='a reply that doubts what was said',
)

RumourFromLargeAccount = Rule(
  when_all=[not IsReply, Doubt, Followers >= 50000],
  description=f'an account with {Followers} followers speaks of a rumour',
)

FaceLessWithLink = Rule(
  when_all=[DefaultImage, not Verified, FirstUrl != None],
  description='an account without a picture posts a link',
)

ShoutsInReply = Rule(
  when_all=[IsReply, Shouting],
  description='a reply in capitals',
)

RepliesFast = Rule(
  when_all=[RepliesTenMinutes >= 8],
  description=f'{RepliesTenMinutes} replies in ten minutes',
)

WhenRules(
  rules_any=[AsksForProof, RumourFromLargeAccount],
  then=[LabelAdd(entity=Author, label='in_rumour', expires_after=TimeDelta(days=2))],
)

WhenRules(
  rules_any=[FaceLessWithLink, RepliesFast, ShoutsInReply],
  then=[DeclareVerdict(verdict='limit')],
)
