"""Words and sentences for what is invented. Nobody is named after anybody; children are spoken of with respect."""

from reviews.enums import (
    NotAttendingReason,
    NotInvitedReason,
    NotTakingPartReason,
    Strategy,
    ViewsRoute,
)

# fmt: off
FIRST_NAMES = (
    "Amber", "Basil", "Clover", "Dorian", "Elowen", "Fennel", "Garnet", "Hazel", "Ivory", "Jonquil", "Kestrel",
    "Laurel", "Marlow", "Nettie", "Orla", "Perrin", "Quince", "Rowan", "Sorrel", "Tansy", "Umber", "Vesper",
    "Willow", "Yarrow", "Aster", "Briar", "Coral", "Dahlia", "Ember", "Flora",
)
# fmt: on
# fmt: off
LAST_NAMES = (
    "Ashgrove", "Birchwell", "Copperdale", "Dunwhistle", "Elmbrook", "Fallowmere", "Gorsefield", "Hollowby",
    "Inkpenny", "Juniperley", "Kingcup", "Lanternby", "Mosswater", "Nutbrown", "Oakapple", "Peppercorn",
    "Quillon", "Rushlight", "Silverbeck", "Teaselwood",
)
# fmt: on
VENUES = (
    ("Civic Centre, room 3", False),
    ("Civic Centre, family room", False),
    ("The Beeches children's centre", False),
    ("Brook Lane youth hub", False),
    ("Conference call", True),
)
SCHOOLS = (
    "Larch Hill Primary School",
    "St Cedric's Primary School",
    "Meadowbank High School",
    "Foxglove Academy",
    "Weir Lane College",
)
STREETS = ("Cuckoo Lane", "Millpond Road", "Orchard Rise", "Tanners Row", "Larkspur Close", "Beacon Way", "Ferry Walk")
HOST_AUTHORITIES = ("Brentwick", "Hillmarsh", "Wealdshire", "Northmere")
HOMES = ("Harbour House", "The Lodge", "Kestrel View", "Elm Court")
LANGUAGES = ("Dari", "Pashto", "Tigrinya", "Albanian", "Somali", "Gujarati", "Tamil", "Polish", "Arabic")
COMMUNICATION = (
    "Uses pictures and a few Makaton signs; give time to answer",
    "Talks most easily while doing something; prefers a walk to a room",
    "Hearing aid on the left: sit where lips can be read",
    "Likes to be sent the questions beforehand by text",
)

NOT_INVITED = {
    "The child's wishes and feelings": NotInvitedReason.CHILD_WISH,
    "Whereabouts of the parents not known": NotInvitedReason.WHEREABOUTS_UNKNOWN,
    "Serious concerns about the behaviour of the parent": NotInvitedReason.SERIOUS_CONCERN,
    "Contact terminated: placed for adoption": NotInvitedReason.PLACED_FOR_ADOPTION,
}
NOT_ATTENDING = {
    "Disengagement from the child or the plans": NotAttendingReason.DISENGAGED,
    "Work commitments": NotAttendingReason.WORK,
    "Unwell": NotAttendingReason.UNWELL,
    "Length of the journey": NotAttendingReason.DISTANCE,
}
ABSENT_PARENTS_VIEWS = (
    (ViewsRoute.PHONE, 3),
    (ViewsRoute.SOCIAL_WORKER, 4),
    (ViewsRoute.LETTER, 1),
    (ViewsRoute.MEETING, 2),
    (ViewsRoute.NOT_HEARD, 4),
)

REASONS_NOT_TAKING_PART = (
    (
        NotTakingPartReason.DECLINES,
        "Told the carer that meetings about them are not for them, and did not want anyone to speak instead.",
    ),
    (
        NotTakingPartReason.MISSING,
        "Away from the placement since the weekend; the police and the out-of-hours team were told.",
    ),
    (
        NotTakingPartReason.DECLINES_PROFESSIONALS,
        "Does not want to meet professionals at present and has asked that this be respected.",
    ),
    (NotTakingPartReason.UNAVAILABLE, "At work on the day; had agreed to send views by text and did not."),
    (NotTakingPartReason.CUSTODY, "In custody; the unit could not arrange a call on the day."),
)
STRATEGIES = {
    Strategy.PHONE: ("Rang twice; no answer", "Rang: said they would think about it"),
    Strategy.TEXT: ("Sent a text with three questions; no reply", "Answered one text, then no more"),
    Strategy.EMAIL: ("E-mailed the form; not returned",),
    Strategy.ADVOCATE: ("Offered an advocate; declined", "Advocate visited; no views to be passed on"),
    Strategy.INDEPENDENT_VISITOR: ("Visitor asked on a day out; preferred not to talk about it",),
    Strategy.VENUE: ("Offered the youth hub after college; did not come",),
    Strategy.SEPARATE_MEETING: ("Offered to meet for a coffee before the review; did not come",),
    Strategy.CARER: ("Key worker asked the day before; passed on no views",),
}

SEEN_NOTES = (
    "Met at the placement for half an hour. Feels settled and would like to see brothers and sisters more often.",
    "Walked to the park together. Proud of swimming badge; worried about changing school.",
    "Spoke on their own after tea. Asked that the review be short and not in school.",
    "Met at the youth hub. Wants to know who decides about staying on after 18.",
    "Played a game first, then talked. Likes the carers, misses the dog at home.",
    "Met with an interpreter. Has made friends at college and asks about the asylum decision.",
    "Met at home with the carer next door. Would like help with reading and a bigger desk.",
)
OBSERVED_NOTES = (
    "Seen at home with the carer: content, babbling, goes to the carer for comfort.",
    "Watched at play at nursery: joins in, looks for the key person when tired.",
    "Seen at the placement: sleeping well, feeding well, alert and smiling.",
)
REFUSED_NOTES = (
    "Said no thank you, and wrote down three things to be read out.",
    "Preferred to speak in the meeting itself.",
)
TRIED_NOTES = (
    "Visited twice; not at home either time. Left a card with the phone number.",
    "Rang and wrote; no answer before the day.",
)
SERIES_MEETINGS = ("Child and carers", "Parent, with the social worker", "School, health and the team")
ADJOURNMENT_REASONS = (
    "The care plan had not been written, and nothing could be decided without it.",
    "The psychologist's report arrived on the morning and nobody had read it.",
    "The young person asked for an advocate to be there.",
)
BROUGHT_FORWARD_NOTES = (
    "The placement may end sooner than planned.",
    "The final hearing is listed early and the plan should be reviewed before it.",
    "A move to a long-term carer has been proposed.",
    "The young person asked to have the plan looked at again.",
)

# Youngest, oldest, who, working days from the review, what.
DECISIONS = (
    (0, 18, "Social worker", 10, "Update the care plan with what was agreed today and send it to everyone invited."),
    (0, 18, "Social worker", 20, "Arrange contact with brothers and sisters once a month, and write the dates down."),
    (0, 18, "Supervising social worker", 20, "Agree with the carers what support they need in the school holidays."),
    (0, 4, "Health visitor", 15, "Complete the developmental check that is due and share the result with the carers."),
    (0, 4, "Social worker", 30, "Bring the plan for permanence to the next review, with the options considered."),
    (0, 6, "Social worker", 25, "Begin life story work, starting with photographs from the birth family."),
    (
        4,
        16,
        "Designated teacher",
        15,
        "Hold the personal education plan meeting; ask for one-to-one reading support.",
    ),
    (4, 16, "Designated teacher", 20, "Find a quiet place at lunchtime, as asked for in the form."),
    (4, 18, "Social worker", 15, "See that the health assessment takes place and that the dentist is booked."),
    (5, 18, "Carer", 10, "Register for the football club that starts after half-term."),
    (6, 18, "Social worker", 15, "Visit on the days agreed, and ring if a visit has to be moved."),
    (7, 18, "IRO", 20, "Meet again before the next review, at a place the young person chooses."),
    (8, 18, "Social worker", 10, "Explain in writing how to complain and how to ask for an advocate."),
    (10, 18, "Social worker", 30, "Ask for a report on moving to a school nearer to the placement."),
    (13, 18, "Social worker", 25, "Refer to the emotional health service and say by when to expect an answer."),
    (15, 18, "Personal adviser", 20, "Write the pathway plan together, beginning with where to live at 18."),
    (
        15,
        18,
        "Personal adviser",
        15,
        "Open a bank account and apply for a provisional licence as identification.",
    ),
    (15, 18, "Social worker", 20, "Ask the solicitor for news of the application and tell the young person at once."),
    (16, 18, "Key worker", 30, "Practise budgeting and cooking each week, and keep a note of what goes well."),
)
DONE = (
    "Done, and confirmed by the carer.",
    "Done: a copy is on the file.",
    "Done, and written in the chronology.",
    "Done.",
)
NO_LONGER_NEEDED = ("No longer needed after the move.", "The young person changed their mind, and that was respected.")
RECORD_SENTENCES = (
    "{name} is doing well where {name} lives, and everyone said so.",
    "{name} was listened to, and what {name} asked for is among the decisions.",
    "The plan remains right for {name}; what has changed is set out under the decisions.",
    "The carers spoke warmly of {name} and asked for help with the journey to school.",
    "School reports steady progress and good attendance.",
    "Health needs are known and appointments are kept.",
    "Contact with the family was talked about with care; the arrangements stand.",
    "There was praise for how {name} has coped with changes since the last review.",
)
EARLIER_RECORD = "Held on paper. Brought in from earlier records: the day, the chair and how the child took part."

PAPER_GAPS = ("care_plan", "pep", "health_plan", "social_work_report")
# The same decisions as the page says them that the child reads: what will happen, and who will do it.
PLAIN_WORDS = {
    "Update the care plan with what was agreed today and send it to everyone invited.": (
        "Your plan will be written again with what we agreed, and everybody from the meeting will get it.",
        "Your social worker",
    ),
    "Arrange contact with brothers and sisters once a month, and write the dates down.": (
        "You will see your brothers and sisters once a month. You will get a list of the days.",
        "Your social worker",
    ),
    "Agree with the carers what support they need in the school holidays.": (
        "The people who look after you will say what help they need in the school holidays.",
        "The social worker of your carers",
    ),
    "Complete the developmental check that is due and share the result with the carers.": (
        "Somebody will see how you are growing and what you can do.",
        "Your health visitor",
    ),
    "Bring the plan for permanence to the next review, with the options considered.": (
        "We will talk about where you will grow up the next time that we meet.",
        "Your social worker",
    ),
    "Begin life story work, starting with photographs from the birth family.": (
        "You will make a book about your life, with photographs of your family.",
        "Your social worker",
    ),
    "Hold the personal education plan meeting; ask for one-to-one reading support.": (
        "Your school will meet about how you learn, and ask for somebody to read with you.",
        "The teacher who looks out for children in care",
    ),
    "Find a quiet place at lunchtime, as asked for in the form.": (
        "You asked for a quiet place at lunchtime. Your school will find one.",
        "The teacher who looks out for children in care",
    ),
    "See that the health assessment takes place and that the dentist is booked.": (
        "You will see a nurse or doctor, and the dentist.",
        "Your social worker",
    ),
    "Register for the football club that starts after half-term.": (
        "You will join the football club after half-term.",
        "Your carer",
    ),
    "Visit on the days agreed, and ring if a visit has to be moved.": (
        "Your social worker will come on the days we agreed, and ring you if a visit has to be moved.",
        "Your social worker",
    ),
    "Meet again before the next review, at a place the young person chooses.": (
        "We will meet again before the next review. You choose where.",
        "Your IRO",
    ),
    "Explain in writing how to complain and how to ask for an advocate.": (
        "You will get a letter that says how to complain, and how to get somebody who speaks up for you.",
        "Your social worker",
    ),
    "Ask for a report on moving to a school nearer to the placement.": (
        "Somebody will find out whether you can go to a school nearer to where you live.",
        "Your social worker",
    ),
    "Refer to the emotional health service and say by when to expect an answer.": (
        "You will be asked to meet somebody to talk to about how you feel. You will be told when to expect an answer.",
        "Your social worker",
    ),
    "Write the pathway plan together, beginning with where to live at 18.": (
        "You will write your plan for leaving care together. It begins with where you will live at 18.",
        "Your personal adviser",
    ),
    "Open a bank account and apply for a provisional licence as identification.": (
        "You will get a bank account, and a licence that shows who you are.",
        "Your personal adviser",
    ),
    "Ask the solicitor for news of the application and tell the young person at once.": (
        "We will ask for news of what the court is doing, and you will be told at once.",
        "Your social worker",
    ),
    "Practise budgeting and cooking each week, and keep a note of what goes well.": (
        "You will practise cooking and looking after money every week.",
        "Your key worker",
    ),
}
