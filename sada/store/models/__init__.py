"""The tables, one file a subject, each file importing only those named before it."""

from sada.store.models.accounts import Account, AccountKeys, AccountStatus, Network, SecondFactor
from sada.store.models.acts import Act, LogEnd
from sada.store.models.answers import Answer, AnswerState, AnswerVersion, FactUse
from sada.store.models.approvals import Approval, ApprovalPolicy, Delegation
from sada.store.models.assistant import AssistantDraft, AssistantState
from sada.store.models.carrying import Presence, Transfer, Watch
from sada.store.models.cases import AskedAgain, Case, CaseItem, CaseSerial, CaseState, Note, Outcome, Pause
from sada.store.models.clocks import CaseClock, Escalation, LadderStep
from sada.store.models.duty import DutyShift, Unreached
from sada.store.models.endings import FollowUp, FollowUpResult, ReportDesk, ReportState, ServiceReport, Silence
from sada.store.models.facts import Fact, FactState, FactVersion
from sada.store.models.items import Contact, Fate, Intake, Item, RawItem, Source, SourceKind
from sada.store.models.learning import Confirmation, LearnedModel, Review
from sada.store.models.letters import Attempt, Channel, Notice, NoticeWay, Outgoing, OutgoingState, Post
from sada.store.models.org import (
    Agency,
    ClockPolicy,
    Family,
    Holiday,
    Service,
    Unit,
    UnitKind,
    UnitName,
    WorkingHours,
)
from sada.store.models.outlets import PRESS, Medium, Outlet, Voice
from sada.store.models.packs import PackLoad
from sada.store.models.people import Membership, Person, Role
from sada.store.models.press import LegalText, PressReply, PressState, PressStep, Prominence, Sighting, SightingState
from sada.store.models.publications import Publication
from sada.store.models.questions import Question, QuestionState
from sada.store.models.readings import (
    Correction,
    Kind,
    Mention,
    MentionState,
    Reading,
    Relevance,
    SavedView,
    Seen,
    Tone,
)
from sada.store.models.stories import Fingerprint, Story, StoryItem
from sada.store.models.story_lines import Line, LineState, LineUse, LineVersion
from sada.store.models.templates import LADDER_FORMS, LANGUAGES, Template, TemplateForm
from sada.store.models.work import BulkKind, BulkStep, CaseTag, DayVisit, MentionTag

__all__ = [
    "LADDER_FORMS",
    "LANGUAGES",
    "PRESS",
    "Account",
    "AccountKeys",
    "AccountStatus",
    "Act",
    "Agency",
    "Answer",
    "AnswerState",
    "AnswerVersion",
    "Approval",
    "ApprovalPolicy",
    "AskedAgain",
    "AssistantDraft",
    "AssistantState",
    "Attempt",
    "BulkKind",
    "BulkStep",
    "Case",
    "CaseClock",
    "CaseItem",
    "CaseSerial",
    "CaseState",
    "CaseTag",
    "Channel",
    "ClockPolicy",
    "Confirmation",
    "Contact",
    "Correction",
    "DayVisit",
    "Delegation",
    "DutyShift",
    "Escalation",
    "Fact",
    "FactState",
    "FactUse",
    "FactVersion",
    "Family",
    "Fate",
    "Fingerprint",
    "FollowUp",
    "FollowUpResult",
    "Holiday",
    "Intake",
    "Item",
    "Kind",
    "LadderStep",
    "LearnedModel",
    "LegalText",
    "Line",
    "LineState",
    "LineUse",
    "LineVersion",
    "LogEnd",
    "Medium",
    "Membership",
    "Mention",
    "MentionState",
    "MentionTag",
    "Network",
    "Note",
    "Notice",
    "NoticeWay",
    "Outcome",
    "Outgoing",
    "OutgoingState",
    "Outlet",
    "PackLoad",
    "Pause",
    "Person",
    "Post",
    "Presence",
    "PressReply",
    "PressState",
    "PressStep",
    "Prominence",
    "Publication",
    "Question",
    "QuestionState",
    "RawItem",
    "Reading",
    "Relevance",
    "ReportDesk",
    "ReportState",
    "Review",
    "Role",
    "SavedView",
    "SecondFactor",
    "Seen",
    "Service",
    "ServiceReport",
    "Sighting",
    "SightingState",
    "Silence",
    "Source",
    "SourceKind",
    "Story",
    "StoryItem",
    "Template",
    "TemplateForm",
    "Tone",
    "Transfer",
    "Unit",
    "UnitKind",
    "UnitName",
    "Unreached",
    "Voice",
    "Watch",
    "WorkingHours",
]
