/** Resolves with the next frame, or after 50 ms where none comes: a hidden window has no frames. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(done, 50);
    const frame = requestAnimationFrame(done);
    function done() {
      clearTimeout(late);
      cancelAnimationFrame(frame);
      resolve();
    }
  });
}

/** Resolves once what was rendered before the call is on screen. */
export async function afterPaint(): Promise<void> {
  await nextFrame();
  await new Promise((resolve) => setTimeout(resolve, 0));
}
