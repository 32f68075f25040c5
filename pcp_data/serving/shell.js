// What the reader sees and hears while something loads, and where links lead. Whether a run is
// under way Streamlit says in an attribute of its application, and that a file is being made by
// disabling its button; this only reads them.
(() => {
    const LATE = 6000, NOT_AT_ONCE = 300;
    const part = (id) => document.getElementById(id);
    const app = () => document.querySelector(".stApp");
    const state = () => app()?.dataset.testScriptState ?? "initial";
    const isRun = () => state() === "running";
    const say = (words) => { part("pcp-said").textContent = words; };

    // The first load: how much of the program has come, then that the page is being made.
    const late = setTimeout(() => { part("pcp-late").hidden = false; }, LATE);
    const measure = setInterval(() => {
        const files = document.querySelectorAll("link[rel=modulepreload], script[src]").length;
        const came = performance.getEntriesByType("resource").length;
        const program = app() ? 80 : 80 * Math.min(came / Math.max(files, 1), 1);
        part("pcp-loading").querySelector("progress").value = program + (isRun() ? 15 : 0);
        if (isRun()) part("pcp-stage").textContent = "Reading the figures…";
        if (document.querySelector("h1")) loaded();
    }, 200);
    const loaded = () => {
        clearTimeout(late);
        clearInterval(measure);
        part("pcp-loading")?.remove();
    };

    // Afterwards: a sign only when a change, or a file to take away, takes longer than a moment.
    let timer = 0, shown = "", place = "";
    const isMaking = () => Boolean(document.querySelector(".stDownloadButton button:disabled"));
    const begin = () => {
        timer ||= setTimeout(() => {
            const isHere = location.pathname === place;
            shown = !isHere ? "Opening the page…" : isRun() ? "Updating the figures…" : "Making the file…";
            part("pcp-busy").firstElementChild.textContent = shown;
            part("pcp-busy").classList.add("on");
            say(shown);
        }, NOT_AT_ONCE);
    };
    const end = () => {
        clearTimeout(timer);
        part("pcp-busy").classList.remove("on");
        const isNew = location.pathname !== place;
        const title = document.querySelector("h1")?.textContent ?? "The page";
        const over = shown && !shown.startsWith("Making") ? "The figures are up to date." : "";
        say([isNew ? `${title} has loaded.` : over, ...newNotices()].join(" "));
        if (isNew && place) toTheTitle();
        [timer, shown, place] = [0, "", location.pathname];
        finish();
    };
    // What a page says of itself where there is nothing to show is read out when it appears.
    let noticed = [];
    const newNotices = () => {
        const all = [...document.querySelectorAll(".stMain :is(.pcp-empty, .pcp-unmet, .pcp-making)")]
            .filter((one) => one.checkVisibility())
            .map((one) => one.textContent.trim());
        const fresh = all.filter((one) => !noticed.includes(one));
        noticed = all;
        return fresh;
    };
    // What Streamlit's links to pages lack: being a landmark, saying which is open, and for the
    // home page an address that leads there from a new tab too. They come, and are made anew, when
    // Streamlit sees fit, so this looks again and again, and changes only what is not so yet.
    const put = (one, name, value) => {
        if (one.getAttribute(name) !== value) one.setAttribute(name, value);
    };
    const finish = () => {
        const side = document.querySelector("[data-testid=stSidebarUserContent]");
        if (!side) return;
        put(side, "role", "navigation");
        put(side, "aria-label", "Pages");
        for (const link of side.querySelectorAll("a[href]")) {
            const address = link.getAttribute("href").replace(/^HOME_PAGE(?=[?]|$)/, "");
            if (/^([?]|$)/.test(address)) put(link, "href", `./${address}`);
            if (link.pathname === location.pathname) put(link, "aria-current", "page");
            else link.removeAttribute("aria-current");
        }
    };
    setInterval(finish, NOT_AT_ONCE);
    // On another page the focus goes to its title, unless the reader is already at work on it.
    const toTheTitle = () => {
        const at = document.activeElement, top = document.querySelector("h1");
        if (!top || (at && at !== document.body && !at.closest("a"))) return;
        top.tabIndex = -1;
        top.focus({ preventScroll: true });
    };
    // A chart has its sentence for a name; without this each of its marks would be read out too,
    // some hundreds with the names of their columns.
    const asImage = (one) => {
        if (!one.role?.startsWith("graphics-document")) return;
        one.role = "img";
        one.querySelector("svg, canvas")?.setAttribute("aria-hidden", "true");
    };
    new MutationObserver((changes) => {
        for (const one of changes) if (one.attributeName === "role") asImage(one.target);
        if (state() === "notRunning") loaded();
        if (isRun() || isMaking()) begin();
        else if (state() === "notRunning" && (timer || !place)) end();
    }).observe(document, {
        attributeFilter: ["data-test-script-state", "disabled", "role"], subtree: true,
    });

    // A plain click on a link inside the dashboard goes there as the Back button would, in this
    // session, which takes a moment; otherwise the browser would load the whole page again.
    // Everything else is left to the browser: a new tab or window, a place on the same page,
    // another site.
    const isPlain = (event) =>
        event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const go = (event, address) => {
        event.preventDefault();
        window.history.pushState(null, "", address);
        window.dispatchEvent(new PopStateEvent("popstate"));
    };
    document.addEventListener("click", (event) => {
        if (event.defaultPrevented || !isPlain(event)) return;
        const link = event.target.closest(".stHtml a[href]");
        if (!link || link.target || link.hash || link.origin !== window.location.origin) return;
        go(event, link.href);
    });
    // A mark of a chart may be a link too, which the chart's own library knows and would follow.
    document.addEventListener("click", (event) => {
        if (!isPlain(event) || !event.target.closest(".stVegaLiteChart")) return;
        const address = [event.target.__data__].flat()[0]?.href;
        if (!address?.startsWith("/")) return;
        event.stopPropagation();
        go(event, address);
    }, true);
})();
