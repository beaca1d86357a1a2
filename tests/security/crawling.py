"""Going through the site as somebody: every address that their pages lead to."""

import random
import re
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from iro_service.access_exceptions import Answer
from iro_service.access_matrix import answer_to, pages
from tests.security.addresses import address_of
from tests.security.observing import Asked, Observed
from tests.security.world import World

# Every table of the world counts from a number of five figures or more.
ID = re.compile(r"\b\d{5,}\b")
HTML, UNOPENED = "text/html", "unopened"


def links_in(seen: Observed) -> set[str]:
    """Return the addresses of this site that a page leads to, by links and forms."""
    if not seen.headers.get("Content-Type", "").startswith(HTML) or not seen.text:
        return set()
    tree = html.fromstring(seen.text)
    given = [*tree.xpath("//a/@href"), *tree.xpath("//form/@action")]
    whole = (urldefrag(urljoin(seen.address, each)).url for each in given)
    return {each for each in whole if not urlsplit(each).netloc and not each.startswith(("mailto:", "tel:"))}


def addresses_found_by(who: str, asked: Asked) -> set[str]:
    """Return every address that the pages open to somebody lead to: each page once, about the first child it opens."""
    found: set[str] = set()
    for page in pages():
        opened = next((kind for kind in page.kinds if answer_to(who, page, kind) is Answer.OPEN), UNOPENED)
        if opened is not UNOPENED:
            found |= links_in(asked.cells[page.name, opened])
    return found


def every_address(world: World) -> set[str]:
    """Return the address of every page, for every kind of child."""
    return {address_of(page, world, kind) for page in pages() for kind in page.kinds}


def generated_addresses(world: World, count: int) -> list[str]:
    """Return addresses as somebody tries them: of every page, with ids beside those that are there."""
    tried = random.Random(count)
    known = [address for address in sorted(every_address(world)) if ID.search(address)]
    return [ID.sub(lambda found: str(int(found[0]) + tried.randint(-9, 9)), tried.choice(known)) for _ in range(count)]
