# What somebody wrote, in a post or a reply.

Text: str = JsonData(path='$.post.text')
CleanText = StringClean(s=Text, lower=True)

Links = StringExtractURLs(s=Text)
HasLink = ListLength(list=Links) > 0

# Fails silently where there is no link: whatever needs a domain is then left out.
Domain = ListRead(list=StringExtractDomains(s=Text), index=0)
