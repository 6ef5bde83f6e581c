document.addEventListener(
  "paste",
  async (event) => {
    if (!event.isTrusted || !event.clipboardData || event.clipboardData.types.length > 0) return;
    const target = event.target;
    const picture = await window.__TAURI_INTERNALS__.invoke("clipboard_picture");
    if (picture.byteLength === 0) return;
    const carried = new DataTransfer();
    carried.items.add(new File([picture], "image.png", { type: "image/png" }));
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
  },
  true,
);
