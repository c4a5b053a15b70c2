/* Links out from records: addresses made from checked patterns only, whatever the data hold. */

/* [name, pattern, address, database]: the build puts the table of writers/links.py here. */
const TARGETS = "TARGETS";
const TITLE_AT_MOST = 200;

const OUT = TARGETS.map(([name, pattern, address, database]) => ({ name, fits: new RegExp(`^(?:${pattern})$`), address, database, searched: !pattern }));

/* Where a record can be read on, { name, address, text }: text is its DOI or identifier, nothing where it is searched
   for. What fits no pattern gives none. */
function linksOut(row) {
  const { records } = scene;
  const found = new Map();
  const add = (target, text) => {
    if (!found.has(target.name)) found.set(target.name, { name: target.name, text: target.searched ? "" : text, address: target.address.replace("{}", () => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":")) });
  };
  const [doi, ...others] = OUT;
  if (doi.fits.test(records.doi[row])) add(doi, records.doi[row]);
  const places = placesOf(row);
  for (const [database, id] of places) {
    const target = others.find((one) => !one.searched && (one.database === database || !one.database) && one.fits.test(id));
    if (target) add(target, id);
  }
  // What has no identifiers is searched for by its title.
  const title = [...plain(records.title[row]).replace(/\p{Cs}/gu, " ").split(/\s+/).join(" ").trim()].slice(0, TITLE_AT_MOST).join("");
  for (const target of others) if (target.searched && title && places.some(([database]) => database === target.database)) add(target, title);
  return [...found.values()];
}

/* The databases that hold a record and what it is called there, its own first. */
const placesOf = (() => {
  let also = null;
  return (row) => {
    const { records } = scene;
    if (!also) {
      also = new Map();
      for (const [record, ...place] of records.also || []) also.set(record, [...(also.get(record) || []), place]);
    }
    return [[records.database[row], records.id[row]], ...(also.get(row) || [])].map(([code, id]) => [String(records.databases[code] ?? ""), String(id ?? "")]);
  };
})();
