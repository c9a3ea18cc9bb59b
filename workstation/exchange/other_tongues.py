"""Says in English how Pipedrive names the columns of its exports in other languages."""

_ENTITIES = {
    "Person": "person personne persona pessoa persoon",
    "Organization": "organisation organización organização organizzazione organisatie",
    "Deal": "deal affaire transaction trato negócio affare",
    "Activity": "aktivität activité actividad atividade attività activiteit",
    "Lead": "lead prospect prospecto",
}
_WORDS = {
    "Name": "name|nom|nombre|nome|naam",
    "First name": "vorname|prénom|nombre de pila|primeiro nome|voornaam",
    "Last name": "nachname|nom de famille|apellido|apellidos|sobrenome|cognome|achternaam",
    "Organization": "organisation|organización|organização|organizzazione|organisatie",
    "Contact person": "kontaktperson|personne à contacter|persona de contacto|pessoa de contato|"
    "contactpersoon",
    "Email": "e-mail|email|e-mail-adresse|adresse e-mail|correo electrónico|e-mailadres",
    "Phone": "telefon|telefonnummer|téléphone|teléfono|telefone|telefono|telefoon",
    "Work": "arbeit|geschäftlich|travail|bureau|trabajo|trabalho|lavoro|werk",
    "Home": "privat|zuhause|domicile|personnel|casa|residencial|privé|thuis",
    "Mobile": "mobil|mobile|móvil|celular|cellulare|mobiel",
    "Other": "andere|sonstige|sonstiges|autre|otro|otros|outro|altro|anders",
    "Address": "adresse|dirección|endereço|indirizzo|adres",
    "Website": "webseite|website|site web|sitio web|site|sito web",
    "Marketing status": "marketingstatus|marketing-status|statut marketing|estado de marketing",
    "Job title": "position|stellenbezeichnung|intitulé du poste|cargo|puesto|functietitel",
    "Title": "titel|titre|título|titolo",
    "Value": "wert|valeur|valor|valore|waarde",
    "Stage": "phase|étape|etapa|fase",
    "Status": "status|statut|estado|stato",
    "Owner": "besitzer|inhaber|propriétaire|propietario|proprietário|proprietario|eigenaar",
    "Label": "label|étiquette|etiqueta|etichetta",
    "Notes": "notizen|notes|notas|note|notities",
    "ID": "id",
    "Update time": "aktualisierungszeit|aktualisiert am|date de mise à jour|fecha de actualización",
    "Next activity date": "datum der nächsten aktivität|date de la prochaine activité|"
    "fecha de la próxima actividad",
    "Won time": "gewonnen am|gewonnen|date de gain|fecha de ganado",
    "Lost time": "verloren am|verloren|date de perte|fecha de perdido",
    "Lost reason": "verlustgrund|raison de la perte|motivo de pérdida",
    "Expected close date": "voraussichtliches abschlussdatum|date de clôture prévue|"
    "fecha prevista de cierre",
    "Subject": "betreff|thema|objet|asunto",
    "Type": "typ|type|tipo",
    "Done": "erledigt|terminé|hecho",
    "Due date": "fälligkeitsdatum|date d'échéance|fecha de vencimiento",
}
_ENTITY = {word: said for said, words in _ENTITIES.items() for word in words.split()}
_WORD = {word: said for said, words in _WORDS.items() for word in words.split("|")}


def in_english(column: str) -> str:
    """Return `Personne - Téléphone - Mobile` as `Person - Phone - Mobile`, another name as it is.

    A word nobody knows stays as it stands.
    """
    first, *rest = column.split(" - ")
    entity = _ENTITY.get(first.strip().casefold())
    if entity is None or not rest:
        return column
    return " - ".join([entity, *(_WORD.get(one.strip().casefold(), one) for one in rest)])
