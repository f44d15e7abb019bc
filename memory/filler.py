"""Words that carry little in a conversation at work, and words that hold others together."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LITTLE = _words("""
a an the this that these those there here it its it's i i'm i'd i'll i've im ive id me my mine myself
you you're you'd you'll you've your yours we we're we'd we'll we've us our ours they they're them their
he she his her him who whom whose what what's whats which when where where's why how how's that's thats
there's there're here's let let's lets am is are was were be been being do does did doing done have has
had having can could would will shall should may might must and or but so if then than because as of at
by for from in into on onto to with about up out off over per around until before after while during yes
yeah yep ok okay okey sure fine great good nice perfect awesome wonderful excellent cool alright right
correct thank thanks please pls welcome sorry hello hi hey bye goodbye well also just too very really
much more most some any all else other another one ones such now again even ever same every each own
both bit little lot ton already however currently exactly actually maybe perhaps certainly absolutely
definitely soon away following possible possibly want wants wanted need needs needed like likes liked
looking look looks find finds found search searching get gets getting got give gives make makes making
know tell show see seen help helps helping think thinks sound sounds seem seems work going go goes come
prefer try wish hope happy glad recommend suggest consider use willing appreciate enjoy apologize
grateful suits mind idea fantastic pleasure worries anything something everything thing things anyone
someone somewhere kind type way moment later rest able available assist assistance interested question
questions information detail details note confirm confirming confirmed proceed book booked booking
reserve reserved reservation schedule scheduled made success successful successfully start started
starting begin began call location located address number phone it'll he'll she'll they'll that'll
will're
""")

NEGATIONS = _words("not no never none nobody nothing without cannot only except unless nor neither")
"""Left out, they turn a sentence into its opposite; so is every word that ends in n't."""

IN_NAMES = _words("and of the & de la du des del el le al in is for a an von van y to")
"""What may stand between two words of one name."""

IN_TIMES = _words("of in at the this next last to past till until")
"""What may stand between two words of one time."""

DAYS = _words("""
monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight yesterday january
february march april june july august september october november december noon midnight am pm a.m p.m
""")
TIMES = DAYS | _words("month week weekend year o'clock morning afternoon evening night past half quarter")
COUNTS = _words("one two three four five six seven eight nine ten eleven twelve half quarter")

BEFORE_TIMES = _words("next last this later every early late after")
"""They say which day or week it is."""

PLACES = _words("street road avenue drive lane court square station airport hotel building hall room")
"""They complete the name before them."""

NAMING = _words("titled named called entitled name title")
"""After these comes a name, whatever its letters."""

PARTICLES = _words("up out down")
"""They belong to the verb before them."""

ASKING = _words("what who when where how which whose whom why is are does do did was were")
"""What begins a question that wants to know something, rather than one that asks for something."""
