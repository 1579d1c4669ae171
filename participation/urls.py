from django.urls import path

from .views import (
    ballots,
    budgets,
    conversations,
    documents,
    granting,
    inputs,
    logbook,
    meetings,
    processes,
    proposals,
    results,
    round_imports,
)

app_name = "participation"

urlpatterns = [
    # Processes
    path("wijk/<slug:slug>/meedoen/", processes.taking_part, name="taking_part"),
    path("wijk/<slug:slug>/meedoen/beginnen/", processes.begin, name="begin"),
    path("traject/<int:pk>/", processes.process, name="process"),
    path("traject/<int:pk>/aanpassen/", processes.change, name="change_process"),
    path("traject/<int:pk>/volgen/", processes.follow, name="follow_process"),
    path("traject/<int:pk>/verder/", processes.next_phase, name="next_phase"),
    path("traject/<int:pk>/afspreken/", processes.promise, name="promise"),
    path("traject/<int:pk>/afsluiten/", processes.close, name="close_process"),
    path("traject/<int:pk>/vuistregels/", processes.rules, name="rules"),
    path("traject/<int:pk>/vuistregels/<slug:kind>/<slug:key>/", processes.rule, name="rule"),
    path("traject/foto/<int:pk>/<int:width>.<slug:kind>", processes.rule_photo, name="rule_photo"),
    path("traject/<int:pk>/inbreng/", inputs.inputs, name="inputs"),
    path("traject/<int:pk>/inbreng/geven/", inputs.give, name="give_input"),
    path("traject/<int:pk>/gehoord/", inputs.heard, name="heard"),
    path("traject/<int:pk>/gehoord/<int:one>/weg/", inputs.forget_round, name="forget_round"),
    path("inbreng/<int:pk>/beantwoorden/", inputs.answer, name="answer_input"),
    path("inbreng/<int:pk>/weghalen/", inputs.take_away, name="take_away_input"),
    path("mijn/bezwaren/", inputs.objections, name="objections"),
    path("traject/<int:pk>/document/", documents.document, name="document"),
    path("traject/<int:pk>/document.pdf", documents.document_pdf, name="document_pdf"),
    path("traject/<int:pk>/document.odt", documents.document_odt, name="document_odt"),
    # Meetings
    path("wijk/<slug:slug>/agenda/", meetings.agenda, name="agenda"),
    path("bijeenkomst/<int:pk>/", meetings.meeting, name="meeting"),
    # Panels, polls and question hour
    # Budget
    path("wijk/<slug:slug>/budget/", budgets.rounds, name="budgets"),
    path("wijk/<slug:slug>/budget/nieuw/", budgets.open_budget_round, name="open_budget_round"),
    path("budgetronde/<int:pk>/", budgets.budget_round, name="budget_round"),
    path(
        "budgetronde/<int:pk>/aanpassen/", budgets.change_budget_round, name="change_budget_round"
    ),
    path("budgetronde/<int:pk>/toetsen/", budgets.begin_checking, name="begin_checking"),
    path("budgetronde/<int:pk>/stemmen-openen/", budgets.begin_voting, name="begin_voting"),
    path("budgetronde/<int:pk>/stemmen-sluiten/", budgets.close_voting, name="close_voting"),
    path("budgetronde/<int:pk>/tellen/", budgets.count, name="budget_count"),
    path("budgetronde/<int:pk>/voorstel/", proposals.hand_in, name="hand_in"),
    path("budgetvoorstel/<int:pk>/", proposals.budget_proposal, name="budget_proposal"),
    path("budgetvoorstel/<int:pk>/toets/", proposals.judge_proposal, name="judge_proposal"),
    path("budgetvoorstel/<int:pk>/bedrag/", proposals.answer_cost, name="answer_cost"),
    path("budgetvoorstel/<int:pk>/terug/", proposals.withdraw_proposal, name="withdraw_proposal"),
    path("budgetronde/<int:pk>/stemmen/", ballots.vote, name="vote"),
    path("budgetronde/<int:pk>/stemmen/mandje/", ballots.fill_cart, name="fill_cart"),
    path("budgetronde/<int:pk>/bewijs/", ballots.check_receipt, name="check_receipt"),
    path("budgetronde/<int:pk>/toezeggen/", granting.give_grants, name="give_grants"),
    path("budgetgeld/<int:pk>/", granting.grant, name="grant"),
    path("budgetgeld/<int:pk>/uitgave/", granting.spend, name="spend"),
    path(
        "budgetgeld/<int:pk>/uitgave/<int:spending>/weg/",
        granting.take_back_spending,
        name="take_back_spending",
    ),
    path("bonnetje/<int:pk>/<int:width>.<slug:kind>", granting.receipt, name="receipt"),
    path(
        "initiatief/<int:pk>/bewonersbudget/", granting.of_initiative, name="budget_of_initiative"
    ),
    # Budget: the result, and rounds that were held elsewhere
    path("budgetronde/<int:pk>/uitslag/", results.budget_result, name="budget_result"),
    path("budgetronde/<int:pk>/stemmen.pb", results.ballots_file, name="budget_ballots_file"),
    path("wijk/<slug:slug>/budget/invoeren/", round_imports.bring_round, name="bring_round"),
    path(
        "wijk/<slug:slug>/budget/invoeren/<int:pk>/",
        round_imports.budget_import,
        name="budget_import",
    ),
    path(
        "wijk/<slug:slug>/budget/invoeren/<int:pk>/bevestigen/",
        round_imports.confirm_round,
        name="confirm_round",
    ),
    path(
        "wijk/<slug:slug>/budget/invoeren/<int:pk>/weggooien/",
        round_imports.discard_round,
        name="discard_round",
    ),
    # Conversations
    path("wijk/<slug:slug>/gesprek/", conversations.record, name="record"),
    path("wijk/<slug:slug>/gesprek/vragen/", conversations.questions, name="questions"),
    path(
        "wijk/<slug:slug>/gesprek/vragen/<int:pk>/weg/",
        conversations.drop_question,
        name="drop_question",
    ),
    path("wijk/<slug:slug>/gesprekken/", conversations.conversations, name="conversations"),
    path("wijk/<slug:slug>/gesprekken/meenemen/", conversations.take_along, name="take_along"),
    path("gesprek/<int:pk>/", conversations.conversation, name="conversation"),
    path("gesprek/<int:pk>/wat-er-is/", conversations.put_there, name="put_there"),
    path("gesprek/<int:pk>/wat-speelt-er/", conversations.say_what_matters, name="say_it_matters"),
    path("gesprek/<int:pk>/hieruit-kwam/", conversations.came_of_it, name="came_of_it"),
    path("gesprek/<int:pk>/weg/", conversations.drop, name="drop_conversation"),
    path("mijn/logboek/", logbook.logbook, name="logbook"),
    path("mijn/logboek/<int:pk>/weg/", logbook.drop_note, name="drop_note"),
]
