/** A password or token that shows itself only when asked to. */
export interface Secret {
  /** The value itself: for the one place that sends it, never for a message or a file. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const show = (): string => '[secret]';

/**
 * Wraps a secret so that logging, inspecting, serialising or joining into text the object that holds it shows
 * `[secret]`. The value lives in a closure and not in a property: nothing that walks objects can come across it,
 * `util.inspect` with `showHidden` included, and `structuredClone` refuses it.
 *
 * @example
 * `${createSecret('hunter2')}`; // => '[secret]'
 */
export function createSecret(value: string): Secret {
  return Object.freeze({
    reveal: (): string => value,
    toString: show,
    toJSON: show,
    [Symbol.for('nodejs.util.inspect.custom')]: show,
  });
}
