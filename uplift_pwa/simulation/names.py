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
