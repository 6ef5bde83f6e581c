// What the webview would say of a file by its name; the desk looks at its first bytes.
const KINDS = {
  png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", mp4: "video/mp4", "3gp": "video/3gpp",
  mp3: "audio/mpeg", m4a: "audio/mp4", ogg: "audio/ogg", aac: "audio/aac", pdf: "application/pdf", txt: "text/plain", csv: "text/csv",
  doc: "application/msword", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ppt: "application/vnd.ms-powerpoint", pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
};
document.addEventListener(
  "drop",
  async (event) => {
    const carried = event.dataTransfer;
    if (!event.isTrusted || !carried || carried.files.length > 0 || !carried.types.includes("text/uri-list")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const target = event.target;
    const frame = await window.__TAURI_INTERNALS__.invoke("dropped_files");
    const found = new DataTransfer();
    // Of each file: the length of its name and of its bytes, then both.
    const view = new DataView(frame);
    for (let at = 0; at < frame.byteLength; ) {
      const [name, bytes] = [view.getUint32(at), view.getUint32(at + 4)];
      const words = new TextDecoder().decode(new Uint8Array(frame, at + 8, name));
      const type = KINDS[words.split(".").at(-1).toLowerCase()] ?? "application/octet-stream";
      found.items.add(new File([frame.slice(at + 8 + name, at + 8 + name + bytes)], words, { type }));
      at += 8 + name + bytes;
    }
    const kind = found.files.length > 0 ? "drop" : "dragleave";
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: found, bubbles: true, cancelable: true }));
  },
  true,
);
