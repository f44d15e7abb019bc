/** Files: reading what a person attaches, and drawing what a message carries. */

import { fileAddress } from "./api.js";
import { h, icon, iconButton } from "./dom.js";

const LIMIT = 5_000_000;

/** A File of the browser -> {name, content, encoding?} as POST /try/api/files takes it; at most 5 MB. */
export async function bytesOf(file) {
  if (file.size > LIMIT) throw new Error(`${file.name} is larger than 5 MB, the most this page sends.`);
  if (file.type.startsWith("text/")) return { name: file.name, content: await file.text() };
  return { name: file.name, content: await base64(file), encoding: "base64" };
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(new Error(`${file.name} could not be read.`));
    reader.readAsDataURL(file);
  });
}

/** The files of a message: pictures as such, everything else as a card to download. */
export function drawFiles(files, user) {
  return h("div", { class: "files" }, files.map((file) => drawFile(file, user)));
}

function drawFile(file, user) {
  const url = file.url_private && fileAddress(file.url_private, user);
  if (!url) return h("p", { class: "muted" }, "A file that was deleted.");
  const name = file.title || file.name;
  if (file.mimetype?.startsWith("image/")) return h("a", { href: url, target: "_blank", rel: "noopener", class: "picture" }, h("img", { src: url, alt: name, loading: "lazy" }));
  return h(
    "a",
    { href: url, target: "_blank", rel: "noopener", class: "file-card" },
    icon("file"),
    h("span", {}, h("strong", {}, name), h("span", { class: "muted" }, `${file.pretty_type ?? file.filetype ?? "File"} · ${size(file.size ?? 0)}`)),
  );
}

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} kB`);

/** The attached files that wait in a composer, each with a button that takes it off. */
export function drawWaiting(waiting, takeOff) {
  return waiting.map((file) => h("li", { class: "waiting-file" }, icon("file"), h("span", {}, file.name), iconButton("close", `Take off ${file.name}`, () => takeOff(file))));
}
