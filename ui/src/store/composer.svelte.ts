/** What keys outside the composer need of it. */
class ComposerState {
  /** Writing an internal note. */
  note = $state(false);
  /** The text field, while there is one. */
  field = $state.raw<HTMLTextAreaElement>();
}

export const composer = new ComposerState();
