/** Ce que la main courante dit de la veille. */
export const frWatchEntries = {
  "entry.watch.list-imported": {
    one: "Liste importée, {source} : {count} site ajouté sur {lines} lignes ; {rest}.",
    other: "Liste importée, {source} : {count} sites ajoutés sur {lines} lignes ; {rest}.",
  },
  "entry.watch.bodies-added": {
    one: "{count} organisme entré dans la veille : {names}.",
    other: "{count} organismes entrés dans la veille : {names}.",
  },
  "entry.watch.sites-added": {
    one: "{count} site suivi : {names}.",
    other: "{count} sites suivis : {names}.",
  },
  "entry.watch.site-changed.name": "Site {site} : nom « {old} » devenu « {new} ».",
  "entry.watch.site-changed.url": "Site {site} : adresse {old} devenue {new}.",
  "entry.watch.site-changed.body": "Site {site} : organisme {old} devenu {new}.",
  "entry.watch.site-changed.tags": "Site {site} : étiquettes « {old} » devenues « {new} ».",
  "entry.watch.site-changed": "Site {site} corrigé.",
  "entry.watch.sites-tagged.added": {
    one: "{count} site étiqueté « {add} ».",
    other: "{count} sites étiquetés « {add} ».",
  },
  "entry.watch.sites-tagged.removed": {
    one: "Étiquettes « {remove} » retirées de {count} site.",
    other: "Étiquettes « {remove} » retirées de {count} sites.",
  },
  "entry.watch.sites-tagged.both": {
    one: "{count} site étiqueté « {add} » ; « {remove} » retirées.",
    other: "{count} sites étiquetés « {add} » ; « {remove} » retirées.",
  },
  "entry.watch.sites-removed": {
    one: "{count} site n'est plus suivi. Raison : {reason}",
    other: "{count} sites ne sont plus suivis. Raison : {reason}",
  },
  "entry.watch.maintenance-planned": "Maintenance prévue, « {title} », du {from} au {to}.",
  "entry.watch.maintenance-cancelled": "Maintenance annulée. Raison : {reason}",
  "entry.watch.verdicts-changed": {
    one: "{count} verdict a changé : {changes}.",
    other: "{count} verdicts ont changé : {changes}.",
  },
  "entry.watch.verdicts-settled": {
    one: "Revu un jour après, {count} verdict est autre : {changes}.",
    other: "Revus un jour après, {count} verdicts sont autres : {changes}.",
  },
  "entry.watch.site": "site {site}",
  "entry.watch.change": "{site}, de « {was} » à « {is} »",
  "entry.watch.became": {
    one: "{count} désormais « {is} »",
    other: "{count} désormais « {is} »",
  },
  "entry.watch.and-more": { one: "{changes}, et {count} autre", other: "{changes}, et {count} autres" },
  "entry.watch.hoster-incident-opened": {
    one: "Incident d'hébergeur sur {network} : {count} des {watched} sites suivis ne répond plus ({cause}).",
    other:
      "Incident d'hébergeur sur {network} : {count} des {watched} sites suivis ne répondent plus ({cause}).",
  },
  "entry.watch.hoster-incident-grown": {
    one: "L'incident d'hébergeur grandit : {count} des {watched} sites suivis ne répond plus.",
    other: "L'incident d'hébergeur grandit : {count} des {watched} sites suivis ne répondent plus.",
  },
  "entry.watch.hoster-incident-closed": "Incident d'hébergeur terminé après {span}.",
  "entry.watch.vantage-added": "Point de mesure ajouté : {name} ({id}, {country}).",
  "entry.watch.vantage-removed": "Point de mesure retiré : {id}. Raison : {reason}",
  "entry.watch.vantage-health-changed": "Point de mesure {id} : de « {was} » à « {is} » {why}",
  "entry.watch.measuring-suspended": "Mesure suspendue, les verdicts n'évoluent plus : {why}.",
  "entry.watch.measuring-resumed": "Mesure reprise après {span}.",
  "entry.watch.rate-raised": {
    one: "{count} site ou organisme mesuré plus souvent, au rythme le plus vif jusqu'au {time}. Raison : {reason}",
    other:
      "{count} sites ou organismes mesurés plus souvent, au rythme le plus vif jusqu'au {time}. Raison : {reason}",
  },
  "entry.watch.alert-raised": {
    one: "Alerte pour {count} site : {text}",
    other: "Alerte pour {count} sites : {text}",
  },
  "entry.vantage.started": "La sonde du point de mesure {vantage} a démarré, version {version}.",
  "entry.vantage.digest": {
    one: "Le point de mesure {vantage} a fait {count} relevé, {down} sans réponse, {void} qui ne comptent pas.",
    other:
      "Le point de mesure {vantage} a fait {count} relevés, {down} sans réponse, {void} qui ne comptent pas.",
  },
} as const;
