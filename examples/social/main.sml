# A made-up social platform: what happens there, and what should be done about it.
#
# Models name facts, rules say what is so and what follows. Nothing here loops or has a side effect:
# every event is decided by all rules that apply to it.

Import(rules=['models/event.sml'])

Require(rule='rules/bursts.sml', require_if=EventType == 'create_post')
Require(rule='rules/link_spam.sml', require_if=EventType == 'create_post')
Require(rule='rules/pile_on.sml', require_if=EventType == 'reply')
Require(rule='rules/sign_up.sml', require_if=EventType == 'sign_up')
