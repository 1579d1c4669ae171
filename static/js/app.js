// Small comforts on top of pages that work without them. What a script does is asked for by a data- attribute.
(() => {
  const page = document.body;

  // [data-focus]: what needs attention first (the summary of errors); [data-focus-after-swap]: only after htmx put it there.
  const focusIn = (root, selector) => {
    const found = root.matches?.(selector) ? root : root.querySelector?.(selector);
    found?.focus();
    return Boolean(found);
  };

  // input[type=file][data-photo]: show the choice, and make a large photo smaller before it is sent.
  const LARGEST = 2400;
  const readyPhoto = (input) => {
    const box = input.closest("[data-photo-box]");
    if (!box) return;
    box.classList.add("wijk-photo--ready");
    box.querySelector("[data-photo-button]").hidden = false;
  };
  const drawn = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return null;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    canvas.isSmaller = scale < 1;
    return canvas;
  };
  const smaller = async (file, canvas) => {
    if (!canvas?.isSmaller) return file;
    const blob = await new Promise((done) => { canvas.toBlob(done, file.type, 0.85); });
    return blob && blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
  };
  const showPhoto = async (input) => {
    const box = input.closest("[data-photo-box]");
    box.querySelectorAll("canvas, img").forEach((picture) => picture.remove());
    const files = [...input.files];
    box.querySelector("[data-photo-name]").textContent = files.map((file) => file.name).join(", ");
    const [file] = files;
    if (!file || input.multiple) return; // several are made smaller when they leave, one by one
    const canvas = await drawn(file);
    if (!canvas) return;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", file.name);
    box.prepend(canvas);
    const less = await smaller(file, canvas);
    if (less === file || input.files[0] !== file) return;
    const chosen = new DataTransfer();
    chosen.items.add(less);
    input.files = chosen.files;
  };

  // form[data-upload]: the photos leave one by one, each made smaller first; the bar shows how far it is. Sending again what came already does nothing.
  const sendPhoto = (form, file, number, moved) => new Promise((done, failed) => {
    const input = form.querySelector("input[type=file]");
    const body = new FormData(form);
    body.set(input.name, file, file.name);
    body.set("number", number);
    body.set("one_by_one", "yes");
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => moved(event.loaded / (event.total || 1)));
    request.addEventListener("load", () => (request.status < 300 ? done() : failed()));
    request.addEventListener("error", failed);
    request.open("POST", form.getAttribute("action") || location.href);
    request.send(body);
  });
  const sendPhotos = async (form, files) => {
    const box = form.querySelector("[data-upload-progress]");
    const [bar, note] = [box.querySelector("progress"), box.querySelector("p")];
    box.hidden = false;
    for (const [number, file] of files.entries()) {
      note.textContent = form.dataset.uploadNow.replace("%n", number + 1).replace("%m", files.length);
      const less = await smaller(file, await drawn(file).catch(() => null));
      await sendPhoto(form, less, number, (part) => { bar.value = (number + part) / files.length; });
    }
    bar.value = 1;
    note.textContent = form.dataset.uploadDone;
    location.assign(location.pathname + location.search);
  };

  // [data-count="300"]: how many characters are left, once it is a third or less, and how many are too many. Counted as the server does: an emoji is one.
  const count = (field) => {
    const most = Number(field.dataset.count);
    if (!most) return;
    const left = most - [...field.value].length;
    let note = field.nextElementSibling;
    if (!note?.matches(".wijk-remaining")) {
      note = document.createElement("p");
      note.className = "wijk-remaining";
      field.after(note);
    }
    note.hidden = left > most / 3;
    note.classList.toggle("wijk-remaining--over", left < 0);
    note.setAttribute("aria-live", "polite");
    note.textContent = (left < 0 ? page.dataset.textTooMany : page.dataset.textRemaining).replace("%n", Math.abs(left));
  };

  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
  };

  const tellFailed = () => {
    const message = document.getElementById("failed");
    if (message) document.getElementById("messages").replaceChildren(message.content.cloneNode(true));
  };

  const prepare = (root) => {
    root.querySelectorAll("[data-count]").forEach(count);
    root.querySelectorAll("input[type=file][data-photo]").forEach(readyPhoto);
    root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file][data-photo]")) showPhoto(event.target).catch(() => {});
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-count]")) count(event.target);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    (button.querySelector("[data-copy-text]") || button).textContent = page.dataset.textCopied;
  });

  // A second press on the same button sends nothing; coming back with the back button makes it work again.
  // A form that ends in a download has data-again, because its page stays. Capturing, and on window, so that htmx does not see the second press either.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "again" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
  }, true);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const files = [...(form.querySelector("input[type=file]")?.files || [])];
    if (!form.matches("[data-upload]") || !files.length) return;
    event.preventDefault();
    sendPhotos(form, files).catch(() => {
      tellFailed();
      release(form);
    });
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.matches("form")) release(event.detail.elt);
  });
  // [data-autosave] shows what the server says; when nothing comes back, its own [data-unsaved]. [data-quiet] is missed by nobody.
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      const { elt } = event.detail;
      if (elt.matches("[data-autosave]")) elt.textContent = elt.dataset.unsaved;
      else if (!elt.matches("[data-quiet]")) tellFailed();
    });
  }
  // Whatever the server says to it (its token is no longer good, say), it never takes the page away from who is typing.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { elt } = event.detail.requestConfig;
    if (!elt.matches("[data-autosave]") || event.detail.xhr.status < 400) return;
    event.detail.shouldSwap = false;
    elt.textContent = elt.dataset.unsaved;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const { elt } = event.detail;
    if (!focusIn(elt, "[data-focus]")) focusIn(elt, "[data-focus-after-swap]");
    prepare(elt);
    // [data-announce]: told by a line that was there before, because one that comes with its words is often not read out.
    const told = elt.querySelector("[data-announce]");
    const announced = document.getElementById("announced");
    if (told && announced) announced.textContent = told.textContent.trim();
  });

  prepare(document);
  focusIn(document, "[data-focus]");
})();
