"""What an applicant is asked and told before applying: one question at a time, then exactly their list (JN11, LC7).

Read from a definition and the answers so far; nothing is stored, and no page is drawn here.
"""

from zaizao.guidance.course import Course, foresee
from zaizao.guidance.questions import Question, choose_question, list_open_questions, list_questions
from zaizao.guidance.sheet import Paper, Sheet, tell_once

__all__ = [
    "Course",
    "Paper",
    "Question",
    "Sheet",
    "choose_question",
    "foresee",
    "list_open_questions",
    "list_questions",
    "tell_once",
]
