/* The line below the grid: what happens to the figures, and the sum of what is chosen. */

import { fillWords } from './numbers.js';

export class Status {
  constructor(element) {
    this.words = element.querySelector('.rg-say');
    this.sum = element.querySelector('.rg-range');
  }

  say(text, kind = '') {
    if (this.words.textContent !== text) this.words.textContent = text;
    this.words.dataset.kind = kind;
  }

  saving(words) { this.say(words.saving, 'saving'); }

  /* After an answer: what was refused, else when it was saved. */
  answered(words, messages, savedAt) {
    if (messages.length) this.say([...new Set(messages.map((message) => message[2]))].join(' '), 'problem');
    else if (savedAt) this.say(fillWords(words.saved, { time: savedAt }), 'saved');
    else this.say('');
  }

  range(text) { if (this.sum.textContent !== text) this.sum.textContent = text; }
}
