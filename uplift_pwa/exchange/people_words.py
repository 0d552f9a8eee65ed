"""The words HR systems use for levels, states and languages, and what we call them."""

from collections.abc import Iterable, Mapping

from uplift_pwa.exchange.cell_text import fold

LEVELS = ("frontline", "team_lead", "manager", "executive")


def _table(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): key for key, group in words.items() for word in (key, *group)}


LEVEL_WORDS = _table({
    "frontline": (
        "front line", "staff", "employee", "individual contributor", "associate", "worker",
        "team member", "crew", "operative", "agent", "specialist", "trainee", "apprentice",
        "intern", "Mitarbeiter", "Mitarbeiterin", "Mitarbeiter/in", "Mitarbeitende",
        "Mitarbeitender", "Mitarbeitende/r", "Angestellte", "Angestellter", "Auszubildende",
        "Auszubildender", "Azubi", "Fachkraft", "empleado", "empleada", "empleado/a",
        "personal", "operario", "operaria", "base", "primera línea",
        "موظف", "موظفة", "عامل", "عاملة", "أخصائي", "أخصائية", "متدرب", "متدربة",
        "الخط الأمامي", "الصفوف الأمامية", "कर्मचारी", "कर्मी", "स्टाफ़", "वर्कर", "ट्रेनी",
        "प्रशिक्षु", "सहायक", "टीम सदस्य", "फ़्रंटलाइन",
    ),
    "team_lead": (
        "team leader", "supervisor", "lead", "shift lead", "shift leader", "shift supervisor",
        "group lead", "foreman", "Teamleitung", "Teamleiter", "Teamleiterin", "Teamleiter/in",
        "Teamlead", "Schichtleitung", "Schichtleiter", "Schichtleiterin", "Gruppenleitung",
        "Gruppenleiter", "Gruppenleiterin", "jefe de equipo", "jefa de equipo",
        "líder de equipo", "supervisora", "jefe de turno", "jefa de turno", "encargado",
        "encargada",
        "قائد فريق", "قائدة فريق", "رئيس فريق", "رئيسة فريق", "مشرف", "مشرفة",
        "مشرف مناوبة", "مشرف وردية", "رئيس وردية", "टीम लीड", "टीम लीडर", "सुपरवाइज़र",
        "पर्यवेक्षक", "शिफ़्ट लीडर", "शिफ़्ट इंचार्ज", "शिफ़्ट प्रभारी",
    ),
    "manager": (
        "middle management", "department manager", "senior manager", "head of department",
        "Führungskraft", "Fuehrungskraft", "Abteilungsleitung", "Abteilungsleiter",
        "Abteilungsleiterin", "Bereichsleitung", "Bereichsleiter", "Bereichsleiterin",
        "Leitung", "gerente", "responsable", "jefe de departamento", "jefa de departamento",
        "mando intermedio",
        "مدير", "مديرة", "مدير قسم", "مديرة قسم", "رئيس قسم", "رئيسة قسم", "مدير إدارة",
        "إدارة وسطى", "मैनेजर", "प्रबंधक", "सीनियर मैनेजर", "वरिष्ठ प्रबंधक", "विभाग प्रमुख",
        "विभागाध्यक्ष",
    ),
    "executive": (
        "executive management", "director", "senior executive", "senior leadership", "c-level",
        "board", "vice president", "VP", "general manager", "Geschäftsführung",
        "Geschaeftsfuehrung", "Geschäftsführer", "Geschäftsführerin", "Geschäftsleitung",
        "Vorstand", "Direktion", "Direktor", "Direktorin", "directora", "dirección",
        "ejecutivo", "ejecutiva", "alta dirección",
        "مدير عام", "مديرة عامة", "مدير تنفيذي", "رئيس تنفيذي", "تنفيذي", "نائب الرئيس",
        "إدارة عليا", "الإدارة العليا", "टॉप मैनेजमेंट", "शीर्ष प्रबंधन", "निदेशक", "डायरेक्टर",
        "महाप्रबंधक", "जनरल मैनेजर", "उपाध्यक्ष",
    ),
})  # fmt: skip

STATUS_WORDS = _table({
    "active": (
        "a", "employed", "current", "working", "yes", "aktiv", "beschäftigt", "ja",
        "activo", "activa", "de alta", "alta", "sí",
        "نشط", "نشطة", "فعال", "على رأس العمل", "على رأس عمله", "نعم",
        "सक्रिय", "एक्टिव", "कार्यरत", "काम पर", "सेवारत", "हाँ",
    ),
    "left": (
        "terminated", "inactive", "leaver", "resigned", "retired", "dismissed", "ended", "t",
        "deceased", "former", "no", "ausgeschieden", "inaktiv", "ausgetreten", "gekündigt",
        "beendet", "verrentet", "nein", "baja", "de baja", "inactivo", "inactiva", "cesado",
        "cesada", "jubilado", "jubilada",
        "غير نشط", "مغادرة", "مستقيل", "مستقيلة", "متقاعد", "متقاعدة", "مفصول",
        "منتهي الخدمة", "منتهية خدمته", "ترك العمل", "لا",
        "छोड़ दिया", "छोड़ गए", "छोड़ चुके", "निष्क्रिय", "इस्तीफ़ा", "त्यागपत्र", "रिटायर",
        "सेवानिवृत्त", "सेवा समाप्त", "नहीं",
    ),
    "leave": (
        "on leave", "loa", "leave of absence", "parental leave", "maternity leave",
        "paternity leave", "sabbatical", "long term leave", "sick leave", "furlough",
        "beurlaubt", "Elternzeit", "Mutterschutz", "freigestellt", "ruhend", "Sabbatical",
        "Urlaub", "excedencia", "de permiso", "permiso", "en licencia", "licencia",
        "baja maternal", "baja paternal", "baja médica", "baja temporal",
        "إجازة", "في إجازة", "إجازة أمومة", "إجازة وضع", "إجازة مرضية", "إجازة بدون راتب",
        "छुट्टी", "छुट्टी पर", "अवकाश", "अवकाश पर", "मातृत्व अवकाश", "पितृत्व अवकाश",
        "चिकित्सा अवकाश",
    ),
})  # fmt: skip

LANGUAGE_WORDS = _table({
    "ar": ("Arabic", "Arabisch", "árabe", "العربية", "अरबी"),
    "bg": ("Bulgarian", "Bulgarisch", "búlgaro"),
    "bn": ("Bengali", "Bengalisch", "bengalí", "Bangla"),
    "cs": ("Czech", "Tschechisch", "checo", "čeština"),
    "da": ("Danish", "Dänisch", "danés", "dansk"),
    "de": ("German", "Deutsch", "alemán"),
    "el": ("Greek", "Griechisch", "griego"),
    "en": ("English", "Englisch", "inglés", "الإنجليزية", "अंग्रेज़ी"),
    "es": ("Spanish", "Spanisch", "español", "castellano"),
    "fa": ("Persian", "Farsi", "Persisch", "persa"),
    "fi": ("Finnish", "Finnisch", "finés", "suomi"),
    "fr": ("French", "Französisch", "francés", "français"),
    "he": ("Hebrew", "Hebräisch", "hebreo"),
    "hi": ("Hindi", "हिन्दी", "हिंदी", "الهندية"),
    "hr": ("Croatian", "Kroatisch", "croata"),
    "hu": ("Hungarian", "Ungarisch", "húngaro", "magyar"),
    "id": ("Indonesian", "Indonesisch", "indonesio"),
    "it": ("Italian", "Italienisch", "italiano"),
    "ja": ("Japanese", "Japanisch", "japonés"),
    "ko": ("Korean", "Koreanisch", "coreano"),
    "nb": ("Norwegian", "Norwegisch", "noruego", "norsk", "no"),
    "nl": ("Dutch", "Niederländisch", "neerlandés", "Nederlands"),
    "pa": ("Punjabi", "Panjabi"),
    "pl": ("Polish", "Polnisch", "polaco", "polski"),
    "pt": ("Portuguese", "Portugiesisch", "portugués", "português"),
    "ro": ("Romanian", "Rumänisch", "rumano", "română"),
    "ru": ("Russian", "Russisch", "ruso"),
    "sk": ("Slovak", "Slowakisch", "eslovaco"),
    "sr": ("Serbian", "Serbisch", "serbio"),
    "sv": ("Swedish", "Schwedisch", "sueco", "svenska"),
    "sw": ("Swahili", "Kiswahili", "suajili"),
    "ta": ("Tamil",),
    "th": ("Thai", "tailandés"),
    "tl": ("Filipino", "Tagalog", "fil"),
    "tr": ("Turkish", "Türkisch", "turco", "Türkçe"),
    "uk": ("Ukrainian", "Ukrainisch", "ucraniano"),
    "ur": ("Urdu", "الأردية", "उर्दू"),
    "vi": ("Vietnamese", "Vietnamesisch", "vietnamita", "tiếng Việt"),
    "zh": ("Chinese", "Chinesisch", "chino", "Mandarin", "中文"),
})  # fmt: skip


def level(word: str, own_words: Mapping[str, str]) -> str | None:
    """The key of a level; an organisation's own words come first. None if nobody knows it."""
    own = {fold(known): key for known, key in own_words.items()}
    return own.get(fold(word)) or LEVEL_WORDS.get(fold(word))


def status(word: str) -> str | None:
    """`active`, `left` or `leave`; None for a word that nobody knows."""
    return STATUS_WORDS.get(fold(word))


def language(word: str) -> str | None:
    """A two-letter code from a code (`es-MX`), or from a name (`Spanish`); else None."""
    primary = word.replace("_", "-").split("-")[0]
    return LANGUAGE_WORDS.get(fold(word)) or LANGUAGE_WORDS.get(fold(primary))
