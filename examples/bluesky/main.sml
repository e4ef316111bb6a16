# Rules for Jetstream v1 frames, as the firehose of a network of the AT Protocol sends them.
#
# The whole frame is the event's data; its type is the collection and the operation.

Import(rules=['models/frame.sml'])

Require(rule='rules/posts.sml', require_if=EventType == 'app.bsky.feed.post.create')
Require(rule='rules/graph.sml', require_if=Kind == 'commit')
Require(rule='rules/accounts.sml', require_if=Kind == 'account')
