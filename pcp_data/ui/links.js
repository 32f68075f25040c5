// A plain click on a link inside the dashboard goes there as the Back button would, in this
// session, which takes a moment; without this the browser would load the whole page again.
// Everything else is left to the browser: a new tab or window, a place on the same page, another
// site.
export default function () {
    const isPlain = (event) =>
        event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const go = (event, address) => {
        event.preventDefault();
        window.history.pushState(null, "", address);
        window.dispatchEvent(new PopStateEvent("popstate"));
    };
    const follow = (event) => {
        if (event.defaultPrevented || !isPlain(event)) return;
        const link = event.target.closest(".stHtml a[href]");
        if (!link || link.target || link.hash || link.origin !== window.location.origin) return;
        go(event, link.href);
    };
    // A mark of a chart may be a link too, which the chart's own library knows and would follow.
    const followMark = (event) => {
        if (!isPlain(event) || !event.target.closest(".stVegaLiteChart")) return;
        const address = [event.target.__data__].flat()[0]?.href;
        if (!address?.startsWith("/")) return;
        event.stopPropagation();
        go(event, address);
    };
    document.addEventListener("click", follow);
    document.addEventListener("click", followMark, true);
    return () => {
        document.removeEventListener("click", follow);
        document.removeEventListener("click", followMark, true);
    };
}
