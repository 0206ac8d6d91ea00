// Writes the extension as newscorpus-VERSION.vsix, a zip file with two lists of its contents. Needs nothing but Node.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { deflateRawSync } = require("node:zlib");

const about = require("./package.json");
const xml = (words) => words.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

const MANIFEST = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${xml(about.name)}" Version="${xml(about.version)}" Publisher="${xml(about.publisher)}" />
    <DisplayName>${xml(about.displayName)}</DisplayName>
    <Description xml:space="preserve">${xml(about.description)}</Description>
    <Categories>${xml(about.categories.join(","))}</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${xml(about.engines.vscode)}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace" />
      <Property Id="Microsoft.VisualStudio.Code.ExecutesCode" Value="true" />
    </Properties>
    <License>extension/LICENSE</License>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code" /></Installation>
  <Dependencies />
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE" Addressable="true" />
  </Assets>
</PackageManifest>
`;
const TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="js" ContentType="application/javascript" />
  <Default Extension="json" ContentType="application/json" />
  <Default Extension="md" ContentType="text/markdown" />
  <Default Extension="vsixmanifest" ContentType="text/xml" />
  <Override PartName="/extension/LICENSE" ContentType="text/plain" />
</Types>
`;

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});
const crc32 = (data) => ~data.reduce((crc, byte) => CRC[(crc ^ byte) & 255] ^ (crc >>> 8), -1) >>> 0;

/* Of two-byte and four-byte numbers: `[2, n]` and `[4, n]`. */
function numbers(...sized) {
  const made = Buffer.alloc(sized.reduce((sum, [size]) => sum + size, 0));
  let end = 0;
  for (const [size, n] of sized) end = made.writeUIntLE(n, end, size);
  return made;
}

/** A zip file (APPNOTE 4.3) of names and contents, the same for the same contents: its files are of 1980. */
function zip(files) {
  const [parts, central] = [[], []];
  let offset = 0;
  for (const [name, content] of files) {
    const [path, data, packed] = [Buffer.from(name), Buffer.from(content), deflateRawSync(content)];
    // version 2.0, UTF-8 names, deflated, midnight, 1 January 1980
    const common = [[2, 20], [2, 0x800], [2, 8], [2, 0], [2, 33], [4, crc32(data)], [4, packed.length], [4, data.length], [2, path.length], [2, 0]];
    const local = Buffer.concat([numbers([4, 0x04034b50], ...common), path, packed]);
    central.push(numbers([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(central);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, list.length], [4, offset], [2, 0]);
  return Buffer.concat([...parts, list, end]);
}

const here = (name) => path.join(__dirname, name);
const own = ["package.json", ...about.files].map((name) => [`extension/${name}`, fs.readFileSync(here(name))]);
own.push(["extension/LICENSE", fs.readFileSync(here("../../LICENSE"))]);
const file = path.resolve(process.argv[2] ?? `${about.name}-${about.version}.vsix`);
fs.writeFileSync(file, zip([["extension.vsixmanifest", MANIFEST], ["[Content_Types].xml", TYPES], ...own]));
console.log(`Wrote ${file}.`);
