A: int = 'x' + 1
B = [1, 1.5]
B = Foo(1)
C = A if B else 0
D = f'{A!r}
