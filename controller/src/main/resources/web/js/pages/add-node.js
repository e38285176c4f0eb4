// <tram-add-node>: brings one more node here.
import { html } from 'lit';
import { Part } from '../parts/part.js';
import '../parts/node-steps.js';

class AddNode extends Part {
  render() { return html`<tram-node-steps></tram-node-steps>`; }
}

customElements.define('tram-add-node', AddNode);
