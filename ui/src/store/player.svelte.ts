// What is heard: one voice note or sound at a time, in any conversation, whether its bubble is on screen or not.

import { playable } from "../ipc/media";

/** The speeds, in the order of the button. */
const SPEEDS = [1, 1.5, 2];

class Player {
  /** Whose sound it is. */
  message = $state<string | null>(null);
  playing = $state(false);
  /** Seconds heard. */
  position = $state(0);
  /** Seconds in all, once the sound itself has said so. */
  seconds = $state(0);
  speed = $state(1);
  /** It could not be fetched or decoded. */
  failed = $state(false);
  /** Whose film is seen; it falls silent when something else is heard. */
  film = $state<string | null>(null);
  #audio: HTMLAudioElement | undefined;

  /** Plays `message` from where it was, or pauses it. */
  toggle(message: string, url: string): void {
    if (this.message === message && this.playing) {
      this.playing = false;
      this.#audio?.pause();
      return;
    }
    if (this.message !== message || this.failed) this.#load(message, url);
    this.playing = true;
    this.film = null;
    // A sound that is still being fetched begins by itself.
    if (this.#audio?.src) this.#begin(this.#audio);
  }

  /** Goes to a place of the sound, and plays on if it played. */
  seek(message: string, url: string, seconds: number): void {
    if (this.message !== message) this.#load(message, url);
    this.position = Math.max(0, seconds);
    if (this.#audio?.src) this.#audio.currentTime = this.position;
  }

  /** The next speed; it stays for the next sounds. */
  faster(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length] ?? 1;
    if (this.#audio) this.#audio.playbackRate = this.speed;
  }

  /** A film begins; everything else stops. */
  show(message: string): void {
    this.stop();
    this.film = message;
  }

  /** Silence, at sign-out for example. */
  stop(): void {
    this.film = null;
    const audio = this.#audio;
    this.#audio = undefined;
    audio?.pause();
    if (audio?.src) URL.revokeObjectURL(audio.src);
    this.message = null;
    this.playing = false;
    this.position = 0;
    this.seconds = 0;
    this.failed = false;
  }

  #load(message: string, url: string): void {
    this.stop();
    this.message = message;
    const audio = this.#follow(new Audio());
    this.#audio = audio;
    playable(url).then(
      (address) => {
        if (this.#audio !== audio) return URL.revokeObjectURL(address);
        audio.src = address;
        if (this.playing) this.#begin(audio);
      },
      () => this.#fail(audio),
    );
  }

  #begin(audio: HTMLAudioElement): void {
    audio.playbackRate = this.speed;
    audio.play().catch(() => {
      if (this.#audio !== audio) return;
      // A pause that came before the first sound is no failure.
      if (audio.error) this.#fail(audio);
      else this.playing = false;
    });
  }

  #fail(audio: HTMLAudioElement): void {
    if (this.#audio !== audio) return;
    this.playing = false;
    this.failed = true;
  }

  #follow(audio: HTMLAudioElement): HTMLAudioElement {
    const on = (event: string, what: () => void): void => {
      audio.addEventListener(event, () => this.#audio === audio && what());
    };
    audio.preservesPitch = true;
    on("pause", () => (this.playing = false));
    on("play", () => (this.playing = true));
    on("timeupdate", () => (this.position = audio.currentTime));
    on("durationchange", () => Number.isFinite(audio.duration) && (this.seconds = audio.duration));
    // The place that was chosen while the sound was still on its way.
    on("loadedmetadata", () => (audio.currentTime = this.position));
    on("ended", () => {
      this.playing = false;
      this.position = 0;
    });
    on("error", () => this.#fail(audio));
    return audio;
  }
}

export const player = new Player();
