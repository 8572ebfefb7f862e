/** A start that cannot succeed until a person changes something: said in plain words, without a stack. */
export class StartRefusal extends Error {
  override name = 'StartRefusal';
}
