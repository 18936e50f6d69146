"""How large a control is for a finger: the part of the screen that belongs to it, not its box."""

from playwright.sync_api import Locator

MEASURE = """(control) => {
    control.scrollIntoView({block: 'center', inline: 'center'});
    const box = control.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const belongs = (x, y) => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (control.contains(hit) || hit.closest('label')?.control === control);
    };
    const reach = (stepX, stepY) => {
        let far = 0;
        while (far < 60 && belongs(x + stepX * (far + 1), y + stepY * (far + 1))) far += 1;
        return far;
    };
    if (!belongs(x, y)) return {width: 0, height: 0};
    return {width: reach(-1, 0) + reach(1, 0) + 1, height: reach(0, -1) + reach(0, 1) + 1};
}"""


def target_of(control: Locator) -> tuple[int, int]:
    """Width and height in pixels; at most 121, which is enough for every finger."""
    size = control.evaluate(MEASURE)
    return size["width"], size["height"]
