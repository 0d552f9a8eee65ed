"""Names of people, sites and teams that do not exist, and sentences that they say."""

GIVEN = (
    "Amara", "Anouk", "Arjun", "Aylin", "Beatriz", "Bruno", "Chidi", "Dalia", "Daniel",
    "Dmitri", "Elif", "Emeka", "Esther", "Farah", "Femke", "Giulia", "Hana", "Hassan", "Ines",
    "Ivana", "Jamal", "João", "Kavya", "Keiko", "Kofi", "Laila", "Lars", "Leila", "Linh",
    "Lucía", "Magda", "Mateus", "Meera", "Miriam", "Nadia", "Naveen", "Nia", "Noor", "Olga",
    "Omar", "Oskar", "Paloma", "Pavel", "Priya", "Rahul", "Rania", "Rosa", "Samir", "Sana",
    "Sofia", "Suresh", "Tariq", "Teresa", "Thandi", "Tomás", "Uma", "Vera", "Wanjiru",
    "Yara", "Zofia",
)  # fmt: skip

FAMILY = (
    "Abadi", "Achterberg", "Adeyemi", "Almeida", "Andersson", "Bajwa", "Bianchi", "Boateng",
    "Castellanos", "Chatterjee", "Costa", "Dahl", "Das", "Demir", "Diallo", "Dragić", "El-Amin",
    "Eze", "Farouk", "Ferreira", "Fontaine", "Ghosh", "Haddad", "Hoang", "Horvat", "Ibarra",
    "Ishikawa", "Jansen", "Kamau", "Kapoor", "Kaya", "Khoury", "Kowalczyk", "Krüger", "Lobo",
    "Lindqvist", "Mahmoud", "Mbeki", "Mendes", "Mukherjee", "Nakamura", "Nasser", "Novák",
    "Okafor", "Oliveira", "Petrov", "Pillai", "Quintero", "Rahimi", "Rossi", "Saleh", "Santos",
    "Schreiber", "Sen", "Silva", "Tanaka", "Thapa", "Vargas", "Vogel", "Yılmaz",
)  # fmt: skip

SITES = (
    ("Lisbon Quay", "Europe/Lisbon"),
    ("Kolkata Riverside", "Asia/Kolkata"),
    ("Berlin Wharf", "Europe/Berlin"),
    ("Dubai Creekside", "Asia/Dubai"),
    ("Nairobi Junction", "Africa/Nairobi"),
    ("Monterrey Terrace", "America/Monterrey"),
    ("Manila Bayfront", "Asia/Manila"),
    ("Auckland Slip", "Pacific/Auckland"),
)

# Each department with the sectors its challenges come from, and what its teams are called.
DEPARTMENTS = (
    ("Hotels", ("hotels",), ("Front Desk", "Floors", "Breakfast", "Night Porters")),
    ("Kitchens & Shops", ("hotels", "shops"), ("Kitchen", "Bakery", "Quay Shop", "Stores")),
    ("Ferries & Shuttles", ("transport",), ("Piers", "Deck Crew", "Shuttles", "Workshop")),
    ("Clinics", ("clinics",), ("Reception", "Ward", "Laboratory", "Transport")),
    ("Guest Line", ("call_centres",), ("Bookings", "Care Line", "Lost & Found", "Night Line")),
    ("Group Office", ("back_offices",), ("People", "Payroll", "Systems", "Direction")),
)

SENTENCES = (
    "He found the right ward at once and was there in time.",
    "She laughed, and the rest of the queue was calmer too.",
    "The new colleague asks me first now when something is unclear.",
    "They did not have to come back a second time.",
    "The night shift found everything in its place.",
    "We saved a call and half an hour of searching.",
    "A family got its stroller before the ferry left.",
    "The kitchen knew ten minutes earlier and was ready.",
    "She said nobody had ever asked her that before.",
    "The handover took five minutes instead of fifteen.",
    "An old gentleman could sit down while he waited.",
    "The warehouse now labels the boxes on both sides.",
)

# What stops people: the kind, their words, and what a leader answers.
ROADBLOCKS = (
    ("tool", "The label printer at the back jams every morning.", "A new one is ordered."),
    ("tool", "The desk phone cuts out after a minute.", "Facilities come on Thursday."),
    ("time", "Check-in and the shuttle fall on the same ten minutes.",
     "From Monday the shuttle leaves at a quarter past."),
    ("time", "The handover eats the first half hour.", "We try a five-line note this week."),
    ("few", "On Sundays we are two for three counters.", "I asked for a third on Sundays."),
    ("rule", "For a refund of three coins I need a signature.",
     "Up to ten you may decide yourself from today."),
    ("rule", "We may not move guests before noon.", "I am asking why. Answer by Friday."),
    ("told", "Changes of platform reach us after the passengers.",
     "You are on the same list as the control room now."),
    ("ask", "At night nobody answers the house line.", "The night number hangs at the door."),
    ("waiting", "The laundry comes an hour too late for the early rooms.",
     "They start with our floor from next week."),
    ("other", "The step at the side door has no light.", "Lamp is in. Tell me if it stays."),
)  # fmt: skip

IDEAS = (
    ("Say the next step aloud", "Before somebody leaves the counter, tell them what happens "
     "next and by when.", "customer"),
    ("Leave the shift a note", "One line at the till: what the next shift should know.",
     "colleague"),
    ("Borrow one of ours", "When the other team queues, offer one pair of hands for ten "
     "minutes.", "team"),
    ("Learn one name a day", "Ask a regular for their name and use it once.", "customer"),
)  # fmt: skip

THANKS = (
    ("had-my-back", "You took my counter without a word when it got too much."),
    ("taught-me", "You showed me the new form twice and never sighed."),
    ("made-it-calm", "You stayed calm with the whole queue, and so did I."),
    ("came-running", "You came down from the third floor for one suitcase."),
    ("thought-ahead", "You had put everything ready before I knew I needed it."),
    ("had-my-back", "You saw that I needed a hand before I asked."),
)
