/** Below this nobody notices that something was waited for, and a sign would flicker. */
const NOTICED_MILLISECONDS = 150;

/** A sign that what the address asks for is on its way. */
export class Busy {
  readonly #sign: HTMLElement;
  readonly #region: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param region what is out of date meanwhile. */
  constructor(sign: HTMLElement, region: HTMLElement) {
    [this.#sign, this.#region] = [sign, region];
  }

  /** Shows the sign if this takes long. */
  begin(): void {
    this.#timer ??= setTimeout(() => this.#show(true), NOTICED_MILLISECONDS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#show(false);
  }

  #show(busy: boolean): void {
    this.#sign.textContent = busy ? 'loading …' : '';
    this.#region.setAttribute('aria-busy', String(busy));
  }
}
