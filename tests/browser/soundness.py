"""What is wrong with a page: in the light, in the dark, in a narrow window, by keyboard."""

from playwright.sync_api import Page

from browser.chromium import axe_findings

LOOKS = (("light", 1280), ("dark", 320))  # 320 CSS pixels: WCAG 2.2, 1.4.10

# What stands past the window's edge and cannot be scrolled to. A table may be wider: it scrolls in its frame.
CUT = """() => {
  const scrolls = one => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
  const cut = [];
  for (const one of document.querySelectorAll('body *')) {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= innerWidth + 1 || one.closest('.unseen, svg')) continue;
    let around = one.parentElement;
    while (around && !(scrolls(around) && around.getBoundingClientRect().right <= innerWidth + 1))
      around = around.parentElement;
    if (!around) cut.push(one.outerHTML.slice(0, 160));
  }
  return cut;
}"""

# Everything that takes the focus shows it, and nothing that acts is left out of the keyboard's way. The page
# was entered by the Tab key, so that the browser draws the focus as it does for who uses the keyboard.
UNREACHED = """() => {
  const wrong = [];
  const seen = one => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';
  const outlined = one => getComputedStyle(one).outlineStyle !== 'none'
    && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  const cite = one => one.outerHTML.slice(0, 160);
  const acting = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  for (const one of document.querySelectorAll(acting)) {
    if (!seen(one) || one.disabled || one.closest('main') === one) continue;
    if (one.tabIndex > 0) wrong.push('jumps the queue: ' + cite(one));
    if (one.tabIndex < 0 && !one.matches('.unseen')) wrong.push('left out: ' + cite(one));
    one.focus();
    const took = document.activeElement === one;
    if (!took) wrong.push('takes no focus: ' + cite(one));
    const shows = [one, one.closest('.drop'), one.querySelector('.node')].some(each => each && (outlined(each)
      || (each.matches('.node') && parseFloat(getComputedStyle(each).strokeWidth) >= 3)));
    if (took && !shows) wrong.push('hides its focus: ' + cite(one));
  }
  for (const one of document.querySelectorAll('[onclick], [role=button]:not(button)'))
    wrong.push('acts by mouse alone: ' + cite(one));
  return wrong;
}"""


def faults(page: Page) -> list[str]:
    """One line for each serious finding of axe-core, each thing cut off, each thing out of the keyboard's
    reach."""
    found: list[str] = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{scheme}, {width} wide: {line}" for line in axe_findings(page)]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append(f"{width} wide: wider than its window")
        found += [f"{width} wide, cut off: {line}" for line in page.evaluate(CUT)]
    page.keyboard.press("Tab")
    found += [f"by keyboard: {line}" for line in page.evaluate(UNREACHED)]
    return [f"{page.url}: {line}" for line in found]
