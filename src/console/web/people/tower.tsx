/** The belfry, large: drawn for the entrance only. */
export function Tower() {
  return (
    <svg className="tower" viewBox="0 0 160 320" aria-hidden="true">
      <path className="tower-stone" d="M36 132h88v188H36z" />
      <path className="tower-stone" d="M28 118h104v14H28zM44 84h72v34H44z" />
      <path className="tower-stone" d="M80 14 118 84H42Z" />
      <path className="tower-line" d="M80 14V2M80 3h15l-4 4 4 4H80" />
      <path className="tower-light" d="M60 118v-14a20 20 0 0 1 40 0v14Z" />
      <path
        className="tower-bell"
        d="M80 90a9 9 0 0 1 9 9c0 8 2.500 10 4.500 13h-27c2-3 4.500-5 4.500-13a9 9 0 0 1 9-9Zm-4 24h8a4 4 0 0 1-8 0Z"
      />
      <circle className="tower-light" cx="80" cy="166" r="19" />
      <path className="tower-hand" d="M80 155v11l8 5" />
      <path className="tower-light" d="M74 214a6 6 0 0 1 12 0v26H74ZM66 320v-30a14 14 0 0 1 28 0v30Z" />
    </svg>
  );
}
