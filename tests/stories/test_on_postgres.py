"""A handful of stories once more, with everything in PostgreSQL: from Slack nobody can tell."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.intake.learning import Learned
from tests.stories import test_handover as handover
from tests.stories import test_main_story as main_story
from tests.stories import test_matter as matter
from tests.stories import test_quality as quality
from tests.stories import test_replays as replays
from tests.stories import test_skills as skills
from tests.stories import test_teaching as teaching
from tests.stories import test_trouble as trouble
from tests.stories.stage import House, playing

KEY = SecretStr("c3Rvcmllcy1vbi1wb3N0Z3Jlcy0zMi1ieXRlcy1rZXk=")
STORIES = (
    main_story.test_a_forgotten_password_is_done_in_the_thread_without_a_person,
    main_story.test_a_slow_laptop_is_looked_at_and_fixed_or_handed_over,
    main_story.test_a_person_takes_over_with_everything_in_hand,
    handover.test_after_six_messages_one_packet_holds_every_identifier,
    handover.test_twenty_claim_at_once_and_one_has_it,
    handover.test_what_goes_back_to_the_coworker_is_carried_on,
    handover.test_words_cross_once_under_the_author_s_name,
    handover.test_edits_and_deletions_cross_both_ways,
    matter.test_after_messages_of_their_own_one_packet_reaches_the_right_desk,
    replays.test_a_message_delivered_many_times_before_it_is_answered_is_answered_once,
    replays.test_a_command_delivered_again_opens_one_ticket,
    trouble.test_a_restart_forgets_nothing,
    trouble.test_the_same_event_twice_is_one_message,
    skills.test_leave_is_filed_from_one_sentence,
    skills.test_more_leave_than_is_left_is_not_filed,
    teaching.test_corrected_accepted_right_for_a_paraphrase_and_rolled_back,
    quality.test_a_thumb_down_is_checked_by_the_desk_and_is_no_reply,
)


@pytest_asyncio.fixture
async def house(tmp_path: Path, learned: Learned, postgres_url: str) -> AsyncIterator[House]:
    """A running bot on PostgreSQL, for this story alone."""
    async with playing(tmp_path, learned, database_url=postgres_url, baton_secret_key=KEY) as house:
        yield house


@pytest.mark.parametrize("story", STORIES, ids=[story.__name__.removeprefix("test_") for story in STORIES])
async def test_on_postgres(story: Callable[[House], Awaitable[None]], house: House) -> None:
    await story(house)
