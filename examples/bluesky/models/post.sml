# Facts of a post.

PostText: str = JsonData(path='$.commit.record.text')
CleanPost = StringClean(s=PostText, lower=True)
FirstFacet: Optional[str] = JsonData(path='$.commit.record.facets[*].features[*].uri', required=False)
CardUri: Optional[str] = JsonData(path='$.commit.record.embed.external.uri', required=False)
PostDomains = ExtractDomains(s=PostText)
HasLink = FirstFacet != None or CardUri != None or ListLength(list=PostDomains) > 0
EmojiCount = ListLength(list=ExtractEmoji(s=PostText))
Length = StringLength(s=PostText)
