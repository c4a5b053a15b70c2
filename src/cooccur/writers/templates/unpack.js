/* Unpacks the script of the page, which is kept deflated (RFC 1951), and runs it. The policy of the
   page names the hash of what is unpacked: nothing else would run. No browser need know how to
   inflate, so that old ones show the map too. The script unpacks long data by the same function. */

(() => {
  const BASES = { length: [3], distance: [1] };
  const EXTRA = { length: [], distance: [] };
  for (let i = 0; i < 29; i++) EXTRA.length.push(i < 4 || i === 28 ? 0 : (i >> 2) - 1);
  for (let i = 0; i < 30; i++) EXTRA.distance.push(i < 2 ? 0 : (i >> 1) - 1);
  for (const kind of ["length", "distance"]) EXTRA[kind].forEach((bits, i) => BASES[kind].push(BASES[kind][i] + (1 << bits)));
  BASES.length[28] = 258;

  let packed;
  let place;
  let buffer;
  let held;

  function see(n) {
    for (; held < n; held += 8) buffer |= packed[place++] << held;
    return buffer & ((1 << n) - 1);
  }

  function take(n) {
    const value = see(n);
    buffer >>>= n;
    held -= n;
    return value;
  }

  /* For every 15 bits that may come, the symbol whose code they begin with, and its length. */
  function codeOf(lengths) {
    const table = new Uint16Array(1 << 15);
    let code = 0;
    for (let length = 1; length < 16; length++, code <<= 1) {
      lengths.forEach((own, symbol) => {
        if (own !== length) return;
        let bits = 0;
        for (let i = 0; i < length; i++) bits |= ((code >> i) & 1) << (length - 1 - i);
        for (; bits < table.length; bits += 1 << length) table[bits] = (symbol << 4) | length;
        code++;
      });
    }
    return table;
  }

  function symbolOf(table) {
    const entry = table[see(15)];
    take(entry & 15);
    return entry >> 4;
  }

  function ownCodes() {
    const [literals, distances, given] = [take(5) + 257, take(5) + 1, take(4) + 4];
    const lengths = new Array(19).fill(0);
    [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].slice(0, given).forEach((symbol) => { lengths[symbol] = take(3); });
    const code = codeOf(lengths);
    const all = [];
    while (all.length < literals + distances) {
      const symbol = symbolOf(code);
      if (symbol < 16) all.push(symbol);
      else {
        const value = symbol === 16 ? all[all.length - 1] : 0;
        for (let n = symbol === 16 ? take(2) + 3 : symbol === 17 ? take(3) + 3 : take(7) + 11; n; n--) all.push(value);
      }
    }
    return [codeOf(all.slice(0, literals)), codeOf(all.slice(literals))];
  }

  const FIXED = () => [codeOf(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))), codeOf(new Array(30).fill(5))];

  function inflate(text, size) {
    packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    place = buffer = held = 0;
    const out = new Uint8Array(size);
    let end = 0;
    for (let last = 0; !last; ) {
      last = take(1);
      const kind = take(2);
      if (kind) end = decode(out, end, kind === 1 ? FIXED() : ownCodes());
      else {
        // As it is, from the next whole byte on: its length and the same length inverted, then the bytes.
        take(held & 7);
        place -= held >> 3;
        buffer = held = 0;
        const count = packed[place] | (packed[place + 1] << 8);
        out.set(packed.subarray(place + 4, place + 4 + count), end);
        place += 4 + count;
        end += count;
      }
    }
    return new TextDecoder().decode(out);
  }

  function decode(out, end, [literal, distance]) {
    for (let symbol = symbolOf(literal); symbol !== 256; symbol = symbolOf(literal)) {
      if (symbol < 256) {
        out[end++] = symbol;
        continue;
      }
      const count = BASES.length[symbol - 257] + take(EXTRA.length[symbol - 257]);
      const far = symbolOf(distance);
      const back = BASES.distance[far] + take(EXTRA.distance[far]);
      for (let i = 0; i < count; i++, end++) out[end] = out[end - back];
    }
    return end;
  }

  const element = document.getElementById("cooccur-script");
  element.inflate = inflate;
  const script = document.createElement("script");
  script.textContent = inflate(element.textContent, Number(element.dataset.length));
  document.body.append(script);
})();
