// <tram-map>: the districts of the province and every node on them. The map draws itself; Lit only holds its frame.
import { html, nothing } from 'lit';
import * as L from 'leaflet';
import { Part } from '../parts/part.js';
import { t, changed as languageChanged } from '../i18n.js';
import { get } from '../api.js';
import { live } from '../live.js';
import { worst } from '../parts/health.js';
import { Mark, colours } from './marks.js';
import { pack } from './swarm.js';
import { KINDS } from '../parts/kinds.js';
import { tip, card, label } from './map-text.js';


const nodesWithPlace = () => [...live.nodes.values()].filter((n) => Number.isFinite(n.latitude) && Number.isFinite(n.longitude));

class ProvinceMap extends Part {
  static properties = { kind: { state: true }, problem: { state: true }, zoomed: { state: true } };
  #map = null;
  #districts = null;
  #marks = new Map();
  #group = null;
  #canvas = null;
  #labels = new Map();
  #palette = null;
  #home = null;

  constructor() {
    super();
    this.kind = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.on(live, 'change', () => this.#refresh());
    this.on(languageChanged, 'change', () => {
      this.#words();
      this.updateComplete.then(() => this.#resized()); // the buttons are of another width
    });
    this.on(window, 'themechange', () => this.#recolour());
    this.on(matchMedia('(prefers-color-scheme: dark)'), 'change', () => this.#recolour());
    this.finally(() => this.#map?.remove());
  }

  render() {
    return html`
      <div class="map-bar">
        <div class="segments" role="group" aria-label="${t('map.kind')}">${['', ...KINDS.filter((k) => KINDS.indexOf(k) < 2 || k === this.kind || nodesWithPlace().some((n) => n.kind === k))].map((k) => html`
          <button type="button" aria-pressed=${this.kind === k ? 'true' : 'false'}
            @click=${() => { this.kind = k; this.#place(); }}>${t(k ? `kind.${k}` : 'kind.all')}</button>`)}</div>
        ${this.zoomed ? html`<button type="button" @click=${() => this.#whole()}>${t('map.whole')}</button>` : nothing}
      </div>
      <div class="map-canvas" role="application" aria-label="${t('map.label')}"></div>
      ${this.problem ? html`<p class="map-problem" role="alert">${t('map.failed')} ${this.problem.message}
        <button type="button" @click=${() => this.#load()}>${t('again')}</button></p>` : nothing}`;
  }

  firstUpdated() {
    const place = this.querySelector('.map-canvas');
    const map = L.map(place, { zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 120, attributionControl: false,
      zoomControl: false, maxZoom: 17, minZoom: 7 });
    this.#map = map;
    this.#words();
    L.control.scale({ imperial: false, position: 'bottomright' }).addTo(map);
    map.createPane('districts').style.zIndex = 350;
    map.createPane('names').style.zIndex = 360;
    this.#canvas = L.canvas({ padding: 0.3 });
    this.#group = L.featureGroup().addTo(map);
    this.#palette = colours(this);
    map.setView([21.1, 106.1], 10);
    map.on('zoomend resize', () => this.#place());
    map.on('zoomend moveend', () => { this.zoomed = this.#home !== null && !this.#atHome(); });
    this.#pointing();
    const observer = new ResizeObserver(() => this.#resized());
    observer.observe(place);
    this.finally(() => observer.disconnect());
    this.#load();
  }

  async #load() {
    this.problem = null;
    try {
      const areas = await get('map');
      if (!this.isConnected) return;
      this.#districts?.remove();
      this.#districts = L.geoJSON(areas, {
        pane: 'districts',
        style: (f) => ({ className: `district d-${f.properties.code}`, weight: 1.2 }),
        onEachFeature: (f, layer) => layer.on('click', () => this.#map.fitBounds(layer.getBounds(), { padding: [24, 24] })),
      }).addTo(this.#map);
      this.#whole();
      this.#refresh();
    } catch (e) {
      this.problem = e;
    }
  }

  /** One tooltip and one card for all marks. */
  #pointing() {
    const tooltip = L.tooltip({ direction: 'top', className: 'map-tip', opacity: 1 });
    this.#group.on('mouseover', (e) => {
      tooltip.options.offset = L.point(0, -e.layer.options.radius);
      tooltip.setLatLng(e.layer.getLatLng()).setContent(tip(e.layer.options.node));
      this.#map.openTooltip(tooltip);
    });
    this.#group.on('mouseout', () => this.#map.closeTooltip(tooltip));
    this.#group.on('click', (e) => {
      this.#map.closeTooltip(tooltip);
      const popup = L.popup({ className: 'map-card', maxWidth: 320, minWidth: 220 })
        .setLatLng(e.layer.getLatLng()).setContent(card(e.layer.options.node)).openOn(this.#map);
      popup.getElement()?.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', t('close'));
    });
  }

  #words() {
    if (!this.#map) return;
    this.zoom?.remove();
    this.zoom = L.control.zoom({ position: 'topright', zoomInTitle: t('map.in'), zoomOutTitle: t('map.out') }).addTo(this.#map);
    this.#name(true);
  }

  #atHome() {
    return Math.abs(this.#map.getZoom() - this.#home.zoom) < 0.1 && this.#map.getBounds().contains(this.#home.centre);
  }

  #whole() {
    if (!this.#districts) return;
    const bounds = this.#districts.getBounds();
    this.#map.fitBounds(bounds, { padding: [8, 8], animate: false });
    const bar = this.querySelector('.map-bar');
    if (this.#covered(bar)) {
      const below = bar.offsetTop + bar.offsetHeight + 8;
      this.#map.fitBounds(bounds, { paddingTopLeft: [8, below], paddingBottomRight: [8, 8], animate: false });
    }
    this.#home = { zoom: this.#map.getZoom(), centre: this.#map.getCenter() };
    this.zoomed = false;
  }

  /** Whether a node lies under one of the buttons. */
  #covered(bar) {
    const frame = this.querySelector('.map-canvas').getBoundingClientRect();
    const margin = 16; // of a mark, and of what the swarm moves it
    const boxes = [...bar.children].map((b) => b.getBoundingClientRect());
    return nodesWithPlace().some((n) => {
      const at = this.#map.latLngToContainerPoint([n.latitude, n.longitude]);
      const x = at.x + frame.left;
      const y = at.y + frame.top;
      return boxes.some((b) => x > b.left - margin && x < b.right + margin && y < b.bottom + margin);
    });
  }

  #resized() {
    this.#map.invalidateSize({ animate: false });
    if (!this.zoomed) this.#whole();
    this.#place();
  }

  #recolour() {
    this.#palette = colours(this);
    for (const mark of this.#marks.values()) mark.setStyle({ palette: this.#palette });
  }

  /** Follows the feed: new and gone nodes, changed states. */
  #refresh() {
    if (!this.#map || !this.#districts) return;
    const placed = nodesWithPlace();
    const same = this.#marks.size === placed.length && placed.every((n) => this.#marks.has(n.endpoint));
    if (!same) {
      if (!this.zoomed) this.#whole();
      this.#rebuild(placed);
    }
    let reordered = false;
    for (const [endpoint, mark] of this.#marks) {
      if (mark.show(live.nodes.get(endpoint))) reordered = true;
    }
    if (reordered || !same) this.#stack();
    this.#colourDistricts();
  }

  #rebuild(placed) {
    this.#group.clearLayers();
    this.#marks.clear();
    for (const node of placed.sort((a, b) => a.endpoint.localeCompare(b.endpoint))) {
      this.#marks.set(node.endpoint, new Mark([node.latitude, node.longitude],
        { node, renderer: this.#canvas, radius: 5, palette: this.#palette }));
    }
    this.#place();
  }

  /** Worst on top. */
  #stack() {
    for (const mark of [...this.#marks.values()].sort((a, b) => a.rank() - b.rank())) {
      if (this.#group.hasLayer(mark)) mark.bringToFront();
    }
    if (this.#canvas._ctx) this.#canvas._updatePaths(); // none before the first mark
  }

  #radius(count) {
    const size = this.#map.getSize();
    const zoomed = this.#home ? Math.max(0, this.#map.getZoom() - this.#home.zoom) : 0;
    const fits = Math.sqrt(size.x * size.y * 0.07 / (Math.max(40, count) * Math.PI));
    return Math.min(11, Math.max(2.6, Math.min(8, fits)) * (1 + zoomed * 0.22));
  }

  /** Gives every shown mark its place at this zoom. */
  #place() {
    if (!this.#map || this.#marks.size === 0) return;
    const map = this.#map;
    const shown = [...this.#marks.values()].filter((m) => !this.kind || m.options.node.kind === this.kind);
    const radius = this.#radius(shown.length);
    const size = radius * 2 + Math.max(1.2, radius * 0.35);
    this.#name(false);
    const wanted = shown.map(({ options: { node } }) => map.project([node.latitude, node.longitude]));
    const kept = [...this.#labels.values()].map((l) => l.box).filter(Boolean);
    const places = pack(wanted, size, kept.map((k) => ({ left: k.left - radius, top: k.top - radius, right: k.right + radius,
      bottom: k.bottom + radius })));
    shown.forEach((mark, i) => {
      mark.options.radius = radius;
      mark.setRadius(radius).setLatLng(map.unproject(L.point(places[i].x, places[i].y)));
      if (!this.#group.hasLayer(mark)) this.#group.addLayer(mark);
    });
    for (const mark of this.#marks.values()) if (!shown.includes(mark)) this.#group.removeLayer(mark);
    this.#stack();
  }

  #colourDistricts() {
    this.#districts.eachLayer((layer) => {
      const { code } = layer.feature.properties;
      const counts = live.summary?.districts.find((d) => d.code === code)?.counts ?? {};
      const element = layer.getElement();
      const health = worst(counts) ?? 'NONE';
      if (element && !element.classList.contains(health)) {
        element.classList.remove('UP', 'DEGRADED', 'DOWN', 'UNKNOWN', 'NONE');
        element.classList.add(health);
      }
    });
    this.#name(true);
  }

  /** District names with what is wrong there; `box` is what the marks leave free. */
  #name(fill) {
    if (!this.#districts) return;
    this.#districts.eachLayer((layer) => {
      const { code, name } = layer.feature.properties;
      if (!this.#labels.has(code)) {
        const at = L.marker(layer.getBounds().getCenter(), { pane: 'names', interactive: false, keyboard: false,
          icon: L.divIcon({ className: 'district-name', iconSize: null, html: document.createElement('div') }) }).addTo(this.#map);
        this.#labels.set(code, { at, box: null });
        fill = true;
      }
      const entry = this.#labels.get(code);
      const holder = entry.at.getElement()?.firstElementChild;
      if (!holder) return;
      if (fill) {
        const counts = live.summary?.districts.find((d) => d.code === code)?.counts;
        label(holder, name, counts);
      }
      const p = this.#map.project(entry.at.getLatLng());
      const w = holder.offsetWidth / 2;
      const h = holder.offsetHeight / 2;
      entry.box = w ? { left: p.x - w, right: p.x + w, top: p.y - h, bottom: p.y + h } : null;
    });
  }
}

customElements.define('tram-map', ProvinceMap);
