// What is heard: one voice note or sound at a time, in any conversation, whether its bubble is on screen or not.

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
  #audio: HTMLAudioElement | undefined;

  /** Plays `message` from where it was, or pauses it. */
  toggle(message: string, url: string): void {
    if (this.message === message && this.playing) this.#sound().pause();
    else this.#play(message, url);
  }

  /** Goes to a place of the sound, and plays on if it played. */
  seek(message: string, url: string, seconds: number): void {
    if (this.message !== message) this.#load(message, url);
    this.position = Math.max(0, seconds);
    this.#sound().currentTime = this.position;
  }

  /** The next speed; it stays for the next sounds. */
  faster(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length] ?? 1;
    if (this.#audio) this.#audio.playbackRate = this.speed;
  }

  /** Silence, at sign-out for example. */
  stop(): void {
    this.#audio?.pause();
    this.#audio?.removeAttribute("src");
    this.#audio = undefined;
    this.message = null;
    this.playing = false;
    this.position = 0;
    this.seconds = 0;
    this.failed = false;
  }

  #play(message: string, url: string): void {
    if (this.message !== message || this.failed) this.#load(message, url);
    const audio = this.#sound();
    audio.playbackRate = this.speed;
    audio.play().catch(() => {
      // A pause that came before the first sound is no failure.
      if (audio.error) this.failed = true;
    });
  }

  #load(message: string, url: string): void {
    this.stop();
    this.message = message;
    this.#sound().src = url;
  }

  #sound(): HTMLAudioElement {
    if (this.#audio) return this.#audio;
    const audio = new Audio();
    const mine = (what: () => void) => () => {
      if (this.#audio === audio) what();
    };
    audio.preload = "auto";
    audio.preservesPitch = true;
    audio.addEventListener("play", mine(() => (this.playing = true)));
    audio.addEventListener("pause", mine(() => (this.playing = false)));
    audio.addEventListener("timeupdate", mine(() => (this.position = audio.currentTime)));
    audio.addEventListener("durationchange", mine(() => {
      if (Number.isFinite(audio.duration)) this.seconds = audio.duration;
    }));
    audio.addEventListener("ended", mine(() => {
      this.playing = false;
      this.position = 0;
    }));
    audio.addEventListener("error", mine(() => {
      this.playing = false;
      this.failed = true;
    }));
    this.#audio = audio;
    return audio;
  }
}

export const player = new Player();
