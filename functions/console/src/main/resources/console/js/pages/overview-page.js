import { html, nothing } from 'lit';
import '../charts/heat-map.js';
import '../charts/sparkline.js';
import { legend } from '../charts/trend-chart.js';
import { heatLegend } from '../charts/heat-map.js';
import { SERIES } from '../charts/series.js';
import * as format from '../format.js';
import { Loader } from '../loader.js';
import { DAYS_AT_MOST, readOverview, share } from '../metrics.js';
import '../parts/chart-panel.js';
import { changeText } from '../parts/change.js';
import { icons } from '../parts/icons.js';
import { emptyNotice, errorNotice, forbiddenNotice, loadingNotice } from '../parts/notices.js';
import { PageElement } from '../parts/page-element.js';
import '../parts/period-choice.js';
import { may } from '../permissions.js';
import { href, hrefWith, navigate } from '../router.js';
import { filterOf } from '../sessions-query.js';
import { containmentName, texts } from '../texts.js';
import { iso } from '../time.js';

const words = texts.overview;

/** The figures of a period: how many sessions, how they ended, and when. */
class OverviewPage extends PageElement {
  #figures = new Loader(this, (signal, filter) => readOverview(this.context, filter, signal));
  #asked = '';

  willUpdate() {
    const { params } = this.route;
    const asked = [this.context.bot, this.context.zone, params].join('|');
    if (asked !== this.#asked && may(this.context.self, 'metrics')) {
      this.#asked = asked;
      this.#load(false);
    }
  }

  get #filter() {
    return filterOf(this.route.params, this.context.zone);
  }

  #load(keep) {
    const said = ({ main }) => words.loaded(format.count(main.totals.sessions));
    return this.#figures.load([this.#filter], { said, keep });
  }

  #refresh = () => this.#load(true);

  render() {
    const filter = this.#filter;
    const { zone, self } = this.context;
    return html`
      <div class="page-heading">
        <h1>${words.heading}</h1>
        ${this.#asOf()}
      </div>
      <div class="toolbar">
        <cs-period
          .period=${filter.period}
          .window=${filter.window}
          .zone=${zone}
          .longest=${DAYS_AT_MOST}
          @period=${(event) => navigate(hrefWith(event.detail))}
        ></cs-period>
        ${typeChoice(filter.type)}
        <p class="hint">${texts.period.compared}</p>
      </div>
      ${may(self, 'metrics') ? this.#body(filter) : forbiddenNotice('metrics')}
    `;
  }

  #asOf() {
    const { value, loading } = this.#figures;
    return html`
      <p class="as-of">
        ${value ? html`<span>${words.asOf(format.dateTime(value.main.asOf, this.context.zone))}</span>` : nothing}
        <button type="button" class="plain" aria-busy=${loading ? 'true' : 'false'} @click=${this.#refresh}>
          ${icons.refresh} ${texts.common.refresh}
        </button>
      </p>
    `;
  }

  #body(filter) {
    const { value, error, loading } = this.#figures;
    const failed = error ? errorNotice(error, this.#refresh, 'metrics') : nothing;
    if (!value) {
      return error ? failed : loadingNotice();
    }
    return html`${failed}
      <div class="content" aria-busy=${loading ? 'true' : 'false'}>
        ${
          value.main.totals.sessions === 0 && !value.previous.sessions
            ? emptyNotice(words.empty, words.emptyAdvice)
            : this.#shown(value, filter)
        }
      </div>`;
  }

  #shown(value, filter) {
    return html`
      ${this.#clipped(value)} ${this.#tiles(value, filter)} ${this.#trend(value, filter)} ${averages(value)}
      ${value.heatError ? this.#noHours(value.heatError) : this.#hours(value)}
      ${value.main.groups?.length ? this.#bots(value.main.groups, filter) : nothing}
    `;
  }

  #clipped({ main, window }) {
    return Date.parse(main.from) > window.from + 1000
      ? html`<p class="notice">${words.clipped(format.fullDateTime(main.from, this.context.zone))}</p>`
      : nothing;
  }

  /** The link to the sessions that a figure counts. */
  #link(filter, more = {}) {
    const dates =
      filter.period === 'custom'
        ? { from: iso(filter.window.from), to: iso(filter.window.to) }
        : { period: filter.period };
    return href(['sessions'], { ...dates, type: filter.type, ...more });
  }

  #tiles(value, filter) {
    const { previous, change } = value;
    const { totals, series } = value.main;
    const tile = (name, kind, note) => html`
      <li class="tile">
        <h2>
          ${kind ? html`<span class="swatch ${kind}"></span>` : nothing}${kind ? containmentName(kind) : words.sessions}
        </h2>
        <p class="figure">
          <a href=${this.#link(filter, { containment: kind })}
            >${format.count(totals[name])}<span class="visually-hidden"> ${words.sessions}</span></a
          >
          <span class="rate">${note}</span>
        </p>
        <p>${changeText(change[name])}</p>
        <cs-sparkline .values=${series.map((bin) => bin[name])} .kind=${kind ?? 'all'}></cs-sparkline>
      </li>
    `;
    const rate = (name) =>
      html`${words.ofSessions(format.rate(share(totals[name], totals.sessions)))}
      ${
        change.sessions === null
          ? nothing
          : html`<span class="muted">${texts.change.was(format.rate(share(previous[name], previous.sessions)))}</span>`
      }`;
    return html`
      <ul class="tiles">
        ${tile('sessions', undefined, words.aDay(format.average(totals.sessionsPerDay)))}
        ${SERIES.map((kind) => tile(kind, kind, rate(kind)))}
      </ul>
    `;
  }

  /** A bin's name: an hour or a day. */
  #binTitle({ start, end }, { hourly, window }) {
    const { zone } = this.context;
    const name = hourly
      ? `${format.day(start, zone)}, ${format.time(start, zone)}–${format.time(end, zone)}`
      : format.fullDay(start, zone);
    return Date.parse(end) > window.to && window.to > Date.now() - 60_000 ? `${name}, ${words.trend.soFar}` : name;
  }

  #binLink({ start, end }, filter, more = {}) {
    const from = Math.max(Date.parse(start), filter.window.from);
    const to = Math.min(Date.parse(end) - 1, filter.window.to);
    return href(['sessions'], { from: iso(from), to: iso(to), type: filter.type, ...more });
  }

  #trend(value, filter) {
    const { zone } = this.context;
    const { series, totals } = value.main;
    const bins = series.map((bin) => ({
      label: value.hourly ? format.time(bin.start, zone) : format.shortDay(bin.start, zone),
      title: this.#binTitle(bin, value),
      figures: bin,
    }));
    const top = bins.reduce((a, b) => (b.figures.sessions > a.figures.sessions ? b : a), bins[0]);
    return html`<cs-chart-panel
      .heading=${words.trend.heading}
      .note=${value.hourly ? words.trend.byHour : words.trend.byDay}
      .legend=${legend(totals)}
      .chart=${html`<cs-trend-chart
          .bins=${bins}
          .summary=${words.trend.summary(format.count(totals.sessions), bins.length, format.count(top.figures.sessions), top.title)}
          @bin=${(event) => navigate(this.#binLink(series[event.detail], filter))}
        ></cs-trend-chart>
        <p class="hint">${words.trend.hint}</p>`}
      .table=${() => this.#trendTable(series, value, filter)}
    ></cs-chart-panel>`;
  }

  #trendTable(series, value, filter) {
    return html`
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">${words.trend.bin}</th>
            ${SERIES.map((kind) => html`<th scope="col" class="number">${containmentName(kind)}</th>`)}
            <th scope="col" class="number">${words.trend.total}</th>
          </tr>
        </thead>
        <tbody>
          ${series.map(
            (bin) =>
              html`<tr>
                <th scope="row">${this.#binTitle(bin, value)}</th>
                ${SERIES.map(
                  (kind) =>
                    html`<td class="number">
                      <a href=${this.#binLink(bin, filter, { containment: kind })}>${format.count(bin[kind])}</a>
                    </td>`,
                )}
                <td class="number"><a href=${this.#binLink(bin, filter)}>${format.count(bin.sessions)}</a></td>
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  }

  #noHours(error) {
    return html`
      <section class="panel" aria-labelledby="no-hours">
        <div class="panel-heading"><h2 id="no-hours">${words.hours.heading}</h2></div>
        ${errorNotice(error, this.#refresh, 'metrics')}
      </section>
    `;
  }

  #hours({ heat, hourly }) {
    const rows = heat.map(({ weekday, kind, values }) => ({ name: rowName(weekday, kind), values }));
    const all = rows.flatMap(({ name, values }) => values.map((value, hour) => ({ name, hour, value })));
    const top = all.reduce((a, b) => (b.value > a.value ? b : a));
    return html`<cs-chart-panel
      .heading=${words.hours.heading}
      .note=${hourly ? words.hours.byContainment : words.hours.byWeekday}
      .legend=${heatLegend()}
      .chart=${html`<cs-heat-map
        .rows=${rows}
        .summary=${words.hours.summary(format.average(top.value), `${top.name} ${top.hour}:00`)}
      ></cs-heat-map>`}
      .table=${() => hoursTable(rows)}
    ></cs-chart-panel>`;
  }

  #bots(groups, filter) {
    const { botName } = this.context;
    return html`
      <section class="panel" aria-labelledby="bots">
        <div class="panel-heading">
          <h2 id="bots">${words.bots.heading} <span class="note">${words.bots.note}</span></h2>
        </div>
        <div class="scroller" role="region" tabindex="0" aria-label=${words.table.of(words.bots.heading)}>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">${texts.bot}</th>
                <th scope="col" class="number">${words.sessions}</th>
                ${SERIES.map((kind) => html`<th scope="col" class="number">${containmentName(kind)}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${groups.map(
                ({ key: { botId }, ...figures }) =>
                  html`<tr>
                    <th scope="row"><a href=${hrefWith({ bot: botId })}>${botName(botId)}</a></th>
                    <td class="number">
                      <a href=${this.#link(filter, { bot: botId })}>${format.count(figures.sessions)}</a>
                    </td>
                    ${SERIES.map(
                      (kind) =>
                        html`<td class="number">
                          <a href=${this.#link(filter, { bot: botId, containment: kind })}
                            >${format.count(figures[kind])}</a
                          >
                          <span class="muted share">${format.rate(share(figures[kind], figures.sessions))}</span>
                        </td>`,
                    )}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }
}

function averages({ main, change, users }) {
  const { totals } = main;
  const item = (label, value, note, changed) => html`
    <div>
      <dt>${label}</dt>
      <dd>
        <span class="value">${value}</span>
        ${changed === undefined ? nothing : changeText(changed, { average: true })}
        <span class="note">${note}</span>
      </dd>
    </div>
  `;
  const names = words.averages;
  return html`
    <section class="panel" aria-labelledby="averages">
      <div class="panel-heading"><h2 id="averages">${names.heading}</h2></div>
      <dl class="averages">
        ${item(names.messages, format.average(totals.messagesPerSession), names.closedNote, change.messagesPerSession)}
        ${item(names.duration, format.duration(totals.averageDurationSeconds), names.closedNote, change.averageDurationSeconds)}
        ${item(names.users, format.average(users.users), names.usersNote)}
        ${item(names.newUsers, format.average(users.newUsers), names.usersNote)}
        ${item(names.afterTask, format.rate(totals.transfersAfterTask === null ? null : share(totals.transfersAfterTask, totals.agent)), names.afterTaskNote)}
        ${item(names.billing, format.count(totals.billingSessions), names.billingNote, change.billingSessions)}
      </dl>
      ${totals.messages === null ? html`<p class="muted">${names.missing}</p>` : nothing}
    </section>
  `;
}

const rowName = (weekday, kind) =>
  weekday !== undefined ? words.hours.longWeekdays[weekday] : kind === 'all' ? words.hours.all : containmentName(kind);

const hoursTable = (rows) => html`
  <table class="figures">
    <thead>
      <tr>
        <th scope="col">${words.hours.weekday}</th>
        ${Array.from({ length: 24 }, (_, hour) => html`<th scope="col" class="number">${hour}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, values }) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${values.map((value) => html`<td class="number">${format.average(value)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>
`;

const typeChoice = (chosen) => html`
  <fieldset class="segments">
    <legend class="visually-hidden">${texts.sessionType.label}</legend>
    ${['', 'interactive'].map(
      (type) =>
        html`<label>
          <input
            type="radio"
            name="type"
            value=${type}
            .checked=${type === chosen}
            @change=${() => navigate(hrefWith({ type }))}
          />
          <span>${texts.sessionType[type || 'any']}</span>
        </label>`,
    )}
  </fieldset>
`;

customElements.define('cs-overview', OverviewPage);
