// A plain click on a link inside the dashboard goes there as the Back button would, in this
// session, which takes a moment; without this the browser would load the whole page again.
// Everything else is left to the browser: a new tab or window, a place on the same page, another
// site.
export default function () {
    const follow = (event) => {
        const special = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
        if (event.defaultPrevented || event.button !== 0 || special) return;
        const link = event.target.closest(".stHtml a[href]");
        if (!link || link.target || link.hash || link.origin !== window.location.origin) return;
        event.preventDefault();
        window.history.pushState(null, "", link.href);
        window.dispatchEvent(new PopStateEvent("popstate"));
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
}
