/** Digits and weights of a unified social credit code (GB 32100-2015). */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A credit code that nobody has, with the right check character. */
export function registrationCode(): string {
  const own = Array.from({ length: 9 }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join("");
  const code = `51330302${own}`;
  const sum = [...code].reduce((all, c, n) => all + ALPHABET.indexOf(c) * WEIGHTS[n]!, 0);
  return code + ALPHABET[(31 - (sum % 31)) % 31];
}

/** A PDF of one empty page. */
export function paper(): Buffer {
  const parts = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = parts.map((part, n) => {
    const at = text.length;
    text += `${n + 1} 0 obj\n${part}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${entries}`;
  text += `trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
